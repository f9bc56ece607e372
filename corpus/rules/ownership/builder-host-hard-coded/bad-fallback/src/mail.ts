export const crew = `${process.env.APP_URL || 'https://tidepool.lovable.app'}/crew`; // expect: ownership/builder-host-hard-coded
