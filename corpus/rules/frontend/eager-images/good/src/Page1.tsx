export function Page1() {
  return (
    <main>
      <img src="/top1.jpg" alt="" />
      <img src="/end1.jpg" alt="" />
    </main>
  );
}
