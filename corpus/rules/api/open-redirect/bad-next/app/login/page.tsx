"use client";

import { useRouter, useSearchParams } from "next/navigation";

export default function Login({ signIn }: { signIn: () => Promise<boolean> }) {
  const router = useRouter();
  const params = useSearchParams();
  const after = params.get("callbackUrl") ?? "/plots";

  return (
    <button
      onClick={async () => {
        if (await signIn()) router.push(after); // expect: api/open-redirect
      }}
    >
      Sign in
    </button>
  );
}
