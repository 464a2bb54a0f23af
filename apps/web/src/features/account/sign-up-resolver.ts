import { zodResolver } from '@hookform/resolvers/zod';
import { signUpSchema } from '@kelvin/contracts';

export const signUpResolver = zodResolver(signUpSchema);
