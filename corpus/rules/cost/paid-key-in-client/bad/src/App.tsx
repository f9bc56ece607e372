import OpenAI from "openai";

const openai = new OpenAI({ apiKey: import.meta.env.VITE_OPENAI_API_KEY, dangerouslyAllowBrowser: true }); // expect: cost/paid-key-in-client

export default function App() {
  const ask = () => openai.chat.completions.create({ model: "gpt-4o-mini", max_tokens: 50, messages: [] });
  return <button onClick={ask}>Ask</button>;
}
