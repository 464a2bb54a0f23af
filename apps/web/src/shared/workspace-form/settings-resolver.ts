import { zodResolver } from '@hookform/resolvers/zod';
import { signUpSchema } from '@kelvin/contracts';

/** The settings as the contract wants them, below `workspace` as in the sign-up. */
export const settingsResolver = zodResolver(signUpSchema.pick({ workspace: true }));
