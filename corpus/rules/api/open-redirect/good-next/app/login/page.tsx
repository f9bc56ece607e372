"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { safeNext } from "../../lib/paths";

export default function Login({ signIn }: { signIn: () => Promise<boolean> }) {
  const router = useRouter();
  const params = useSearchParams();
  const plot = params.get("plot");
  const own = plot ? `/plots/${plot}` : "/plots";
  const after = safeNext(params.get("callbackUrl"));

  return (
    <button
      onClick={async () => {
        if (await signIn()) router.push(plot ? own : after);
        else router.push(`/login?again=${params.get("callbackUrl")}`);
      }}
    >
      Sign in
    </button>
  );
}
