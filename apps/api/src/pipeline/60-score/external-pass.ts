import type { DayNumber } from '@kelvin/kernel';
import type { ExternalAnswers, ExternalModels, ExternalQuestion } from '../../modules/model-training/external-answers.port.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Rings } from '../../platform/queue/rings.ts';

/** Stale customers of whom outside models are to be asked, with the marks that were read then. */
export interface ExternalPass {
  readonly asOfDay: DayNumber;
  readonly marks: ReadonlyMap<string, string>;
  readonly questions: readonly ExternalQuestion[];
}

/** The same with what was answered. */
export interface AnsweredPass extends Omit<ExternalPass, 'questions'> {
  readonly answers: ExternalAnswers;
  /** Versions that were asked, those that failed included. */
  readonly asked: ReadonlySet<string>;
}

/**
 * The part of scoring that waits for the network: beside the rings, which drains need, and outside of any transaction. One
 * question a workspace; when it is answered, scoring is rung for and picks the answers up.
 */
export class ExternalPasses {
  private readonly asking = new Map<string, Promise<void>>();
  private readonly answered = new Map<string, AnsweredPass>();

  constructor(private readonly models: Pick<ExternalModels, 'ask'>, private readonly rings: Pick<Rings, 'ring'>, private readonly log: Log) {}

  isAsking(workspaceId: string): boolean {
    return this.asking.has(workspaceId);
  }

  /** The answers that came since, once. */
  take(workspaceId: string): AnsweredPass | null {
    const pass = this.answered.get(workspaceId) ?? null;
    this.answered.delete(workspaceId);
    return pass;
  }

  begin(workspaceId: string, pass: ExternalPass): void {
    if (this.asking.has(workspaceId)) return;
    this.asking.set(workspaceId, this.ask(workspaceId, pass));
  }

  /** Waits for what is asked now; for tests. */
  async settled(workspaceId: string): Promise<void> {
    await this.asking.get(workspaceId);
  }

  private async ask(workspaceId: string, { asOfDay, marks, questions }: ExternalPass): Promise<void> {
    try {
      const answers = await this.models.ask({ workspaceId }, questions);
      this.answered.set(workspaceId, { asOfDay, marks, answers, asked: new Set(questions.map(({ model }) => model.versionId)) });
    } catch (error) {
      this.log.warn({ workspaceId, err: error }, 'Outside models could not be asked and will be again');
    } finally {
      this.asking.delete(workspaceId);
    }
    await this.rings.ring(workspaceId, 'score');
  }
}
