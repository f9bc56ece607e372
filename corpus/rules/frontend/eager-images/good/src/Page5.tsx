export function Page5() {
  return (
    <main>
      <img src="/top5.jpg" alt="" />
      <img src="/end5.jpg" alt="" />
    </main>
  );
}
