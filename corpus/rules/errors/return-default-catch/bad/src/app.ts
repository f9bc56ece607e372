export async function orders() {
  try {
    const response = await fetch("/api/orders");
    return await response.json();
  } catch (error) { // expect: errors/return-default-catch
    console.error(error);
    return [];
  }
}
