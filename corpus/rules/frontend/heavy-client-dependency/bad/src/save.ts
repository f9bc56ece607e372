import { jsPDF } from 'jspdf'; // expect: frontend/heavy-client-dependency
export const save = () => new jsPDF().save('tides.pdf');
