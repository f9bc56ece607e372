export function Page3() {
  return (
    <main>
      <img src="/top3.jpg" alt="" />
      <img src="/end3.jpg" alt="" />
    </main>
  );
}
