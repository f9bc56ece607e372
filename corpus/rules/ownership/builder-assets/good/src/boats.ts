// Paths of the app's own host: what is there comes from there.
export const picture = '/lovable-uploads/hull.png?v=2';
export const isUpload = (url: string) => url.startsWith('/lovable-uploads/');
