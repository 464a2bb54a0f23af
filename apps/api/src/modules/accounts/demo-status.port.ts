/** GET /api/start: what the sign-in page offers. `demoProgress` 0–1 while the demo loads, null when it is there or there is none. */
export interface StartInfo {
  readonly hasDemo: boolean;
  readonly demoEmail: string | null;
  readonly demoPassword: string | null;
  readonly demoProgress: number | null;
}

/** Where the demo workspace says that it exists and how to get in. Without the embedded demo it says nothing. */
export class DemoStatus {
  private info: StartInfo = { hasDemo: false, demoEmail: null, demoPassword: null, demoProgress: null };

  get(): StartInfo {
    return this.info;
  }

  set(info: StartInfo): void {
    this.info = info;
  }
}
