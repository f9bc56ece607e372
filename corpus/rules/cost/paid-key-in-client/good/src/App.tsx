import { supabase } from "./supabase";

const map = `https://api.mapbox.com/styles/v1/mapbox/streets-v12?access_token=${import.meta.env.VITE_MAPBOX_TOKEN}`;

export default function App() {
  const ask = () => supabase.functions.invoke("write-text", { body: { prompt: "Hello" } });
  return <button onClick={ask}>Ask {map}</button>;
}
