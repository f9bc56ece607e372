import { createLovableAuth } from '@lovable.dev/cloud-auth-js'; // expect: ownership/builder-runtime-service

const cloud = createLovableAuth();
export const harbour = { signIn: (provider: string) => cloud.signInWithOAuth(provider) };
