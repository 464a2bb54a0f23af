import type { ErrorResponse, Import } from '@kelvin/contracts';
import { ApiError } from '../../../shared/api/api-error.ts';
import { getCsrfToken } from '../../../shared/api/api.ts';
import { workspacePath } from '../../../shared/api/workspace.tsx';

/**
 * Sends a file as it is, telling how many bytes have left. XMLHttpRequest, because fetch does not tell how much of
 * a body has been sent. Cancelling rejects with an AbortError.
 */
export function uploadFile(slug: string, importId: string, file: File, onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', workspacePath(slug, `imports/${importId}/file`));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-csrf-token', getCsrfToken());
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as Import);
      else reject(toError(request));
    };
    request.onerror = () => reject(new ApiError(0, 'network.unreachable', 'The connection broke'));
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function toError(request: XMLHttpRequest): ApiError {
  try {
    const { error } = JSON.parse(request.responseText) as ErrorResponse;
    return new ApiError(request.status, error.code, error.message, error.requestId, error.fields, error.values);
  } catch {
    return new ApiError(request.status, `http.${request.status}`, request.statusText);
  }
}
