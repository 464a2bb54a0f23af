/** One raw delivery taken up by this drain. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly sourceId: string;
  readonly receivedAt: Date;
  readonly route: string;
  readonly importId: string | null;
  readonly isImport: boolean;
  readonly items: number;
  readonly headers: Record<string, unknown> | null;
  readonly body: Buffer;
}
