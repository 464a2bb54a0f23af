import type { Outcome, OutcomeDefinition } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { Injectable } from '@nestjs/common';
import type { WorkspaceMember } from '../../platform/security/request-context.ts';
import { OutcomesService } from './outcomes.service.ts';

/** Begins to predict in a workspace that nobody sets up by hand; what the demo may ask of this module. */
@Injectable()
export class FirstModels {
  constructor(private readonly outcomes: OutcomesService) {}

  /**
   * Takes what the data propose for these roles as outcomes and queues a training of each, as a person would on the screen.
   * Calling it again, after a kill half-way for one, adds what is missing and queues nothing twice: an outcome that was ever
   * trained is left alone, as is a role that somebody has filled himself.
   */
  async begin(member: WorkspaceMember, roles: readonly OutcomeDefinition['role'][], locale: 'en' | 'ru'): Promise<void> {
    const { items, proposals } = await this.outcomes.list(member, locale);
    const chosen: Outcome[] = [];
    for (const role of roles) {
      const proposal = proposals.find(({ definition }) => definition.role === role);
      const outcome = items.find(({ definition }) => definition.role === role) ?? (proposal && await this.outcomes.create(member, proposal.definition));
      if (outcome) chosen.push(outcome);
    }
    for (const { id, lastRun } of chosen) if (lastRun === null) await this.train(member, id);
  }

  private async train(member: WorkspaceMember, outcomeId: string): Promise<void> {
    try {
      await this.outcomes.train(member, outcomeId, 'demo');
    } catch (error) {
      // Queued before a kill, it is still to come.
      if (!(error instanceof AppError && error.code === 'training.running')) throw error;
    }
  }
}
