import type { Topic } from '../life/beat.ts';

/** What can be said about a topic: a complaint, a question, a word of praise. Each list may be empty. */
export interface TopicPhrases {
  readonly bad: readonly string[];
  readonly ask: readonly string[];
  readonly good: readonly string[];
}

/** Sentences of one language. `{course}` stands for a course. Openers and closers carry the strength of a step. */
export interface Phrasebook {
  readonly topics: Readonly<Record<Topic, TopicPhrases>>;
  readonly frames: Readonly<Record<1 | 2 | 3 | 4 | 5, { readonly openers: readonly string[]; readonly closers: readonly string[] }>>;
}
