import { mine, pay, roles } from './pay';

export const parts = [mine, pay, roles];
