import { jsPDF } from 'jspdf';
export const save = () => new jsPDF().save('tides.pdf');
