const KEY = import.meta.env.VITE_ELEVENLABS_API_KEY; // expect: cost/paid-key-in-client

export default function App() {
  const speak = () => fetch("https://api.elevenlabs.io/v1/text-to-speech/x", { method: "POST", headers: { "xi-api-key": KEY } });
  return <button onClick={speak}>Speak</button>;
}
