export const back = 'https://tidepool.lovable.app/thanks'; // expect: ownership/builder-host-hard-coded
export const stop = `https://tidepool.lovable.app/stop?id=${1}`;
