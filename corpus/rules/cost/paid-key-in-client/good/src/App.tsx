import { supabase } from "./supabase";

const map = `https://api.mapbox.com/styles/v1/mapbox/streets-v12?access_token=${import.meta.env.VITE_MAPBOX_TOKEN}`;

const canWrite = !!import.meta.env.VITE_OPENAI_API_KEY;

export default function App() {
  const ask = () => supabase.functions.invoke("write-text", { body: { prompt: "Hello" } });
  return <button onClick={ask} disabled={!canWrite}>Ask {map}</button>;
}
