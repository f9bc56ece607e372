import { createLovableAuth } from '@lovable.dev/cloud-auth-js';

const cloud = createLovableAuth();
export const harbour = { signIn: (provider: string) => cloud.signInWithOAuth(provider) };
