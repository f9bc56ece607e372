export const back = `${import.meta.env.VITE_APP_URL}/thanks`;
export const isPreview = location.hostname.endsWith('.lovable.app');
