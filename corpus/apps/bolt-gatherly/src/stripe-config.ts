export interface Product {
  priceId: string;
  name: string;
  description: string;
  mode: 'payment' | 'subscription';
}

export const products: Product[] = [
  {
    priceId: 'price_gatherly_organiser',
    name: 'Organiser',
    description: 'Unlimited gatherings',
    mode: 'subscription',
  },
];
