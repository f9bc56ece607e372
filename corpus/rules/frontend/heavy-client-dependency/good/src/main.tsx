export const open = () => import('./save').then((m) => m.save());
