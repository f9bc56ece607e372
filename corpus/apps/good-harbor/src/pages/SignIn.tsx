import { useState, type FormEvent } from "react";
import { useMutation } from "@tanstack/react-query";
import { Captcha } from "@/components/Captcha";
import { Problem } from "@/components/Problem";
import { supabase } from "@/lib/supabase";

export default function SignIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [captchaToken, setCaptchaToken] = useState("");

  const signIn = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.signInWithPassword({ email, password, options: { captchaToken } });
      if (error) throw error;
    },
  });
  const signUp = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.signUp({ email, password, options: { captchaToken } });
      if (error) throw error;
    },
  });
  const reset = useMutation({
    mutationFn: async () => {
      const { error } = await supabase.auth.resetPasswordForEmail(email, {
        captchaToken,
        redirectTo: `${window.location.origin}/new-password`,
      });
      if (error) throw error;
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      <input type="password" value={password} onChange={(event) => setPassword(event.target.value)} />
      <Captcha onToken={setCaptchaToken} />
      <button>Sign in</button>
      <button type="button" onClick={() => signUp.mutate()}>
        Sign up
      </button>
      <button type="button" onClick={() => reset.mutate()}>
        Forgot password
      </button>
      {signIn.isError && <Problem text="E-mail or password is wrong." />}
      {signUp.isError && <Problem text="You could not be signed up." />}
      {(signUp.isSuccess || reset.isSuccess) && <p>Please look into your mail.</p>}
    </form>
  );
}
