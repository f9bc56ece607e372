export const crews = {
  list: async (ship: string) => {
    const answer = await fetch(`https://crews.example/${ship}`); // expect: errors/unchecked-response
    const list = await answer.json();
    return list;
  },
};
