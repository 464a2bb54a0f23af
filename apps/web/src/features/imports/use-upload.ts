import { findForeignFile, FOREIGN_FILE_BYTES, FOREIGN_FILE_SENTENCES, type Import } from '@kelvin/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../shared/api/api-error.ts';
import { useWorkspace } from '../../shared/api/workspace.tsx';
import { putImport } from './api/imports.ts';
import { uploadFile } from './api/upload-file.ts';

/** Sends a file into an import, with its progress; leaving the page stops it. `onDone` gets the import, ready to be mapped. */
export function useUpload(onDone: (next: Import) => void) {
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const [sentBytes, setSentBytes] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const upload = useMutation({
    mutationFn: async ({ file, open }: { file: File; open: () => Promise<Import> }) => {
      setSentBytes(0);
      await assertReadable(file);
      const { id } = await open();
      stop.current = new AbortController();
      return uploadFile(slug, id, file, setSentBytes, stop.current.signal);
    },
    onSuccess: (next) => {
      putImport(queryClient, slug, next);
      onDone(next);
    },
  });
  const isStopped = upload.error instanceof DOMException && upload.error.name === 'AbortError';
  return { isSending: upload.isPending, file: upload.variables?.file ?? null, error: isStopped ? null : upload.error, sentBytes, send: upload.mutate, stop: () => stop.current?.abort() };
}

/** Refuses what is no table before anything of it is sent: the server would say the same, after all of it. */
async function assertReadable(file: File): Promise<void> {
  const foreign = findForeignFile(new Uint8Array(await file.slice(0, FOREIGN_FILE_BYTES).arrayBuffer()));
  if (foreign !== null) throw new ApiError(400, `import.${foreign}`, FOREIGN_FILE_SENTENCES[foreign]);
}
