//! Which packages make an app what it is: frameworks and stores of data.

/// A package (a final `*` stands for any rest) and the id of what it stands for.
type Known = (&'static str, &'static str);

/// Frameworks that serve or render an app.
pub(crate) const FRAMEWORKS: &[Known] = &[
    ("next", "next"),
    ("@tanstack/react-start", "tanstack-start"),
    ("@tanstack/start", "tanstack-start"),
    ("@lovable.dev/vite-tanstack-config", "tanstack-start"),
    ("@remix-run/*", "remix"),
    ("@react-router/dev", "react-router"),
    ("astro", "astro"),
    ("nuxt", "nuxt"),
    ("@sveltejs/kit", "sveltekit"),
    ("gatsby", "gatsby"),
    ("@angular/core", "angular"),
    ("expo", "expo"),
    ("react-native", "react-native"),
    ("@capacitor/core", "capacitor"),
    ("electron", "electron"),
    ("react", "react"),
    ("vue", "vue"),
    ("svelte", "svelte"),
    ("vite", "vite"),
    ("express", "express"),
    ("hono", "hono"),
    ("fastify", "fastify"),
    ("koa", "koa"),
    ("@nestjs/core", "nest"),
    ("@trpc/server", "trpc"),
];

/// Stores whose tables SQL makes.
pub(crate) const SQL_STORES: [&str; 5] = ["supabase", "postgres", "mysql", "prisma", "drizzle"];

/// Of these, libraries whose schema the code describes.
pub(crate) const DESCRIBED_STORES: [&str; 2] = ["prisma", "drizzle"];

/// Where data is kept.
pub(crate) const STORES: &[Known] = &[
    ("@supabase/*", "supabase"),
    ("@prisma/client", "prisma"),
    ("prisma", "prisma"),
    ("drizzle-orm", "drizzle"),
    ("firebase", "firebase"),
    ("firebase-admin", "firebase"),
    ("@react-native-firebase/*", "firebase"),
    ("@base44/sdk", "base44"),
    ("mongoose", "mongodb"),
    ("mongodb", "mongodb"),
    ("@neondatabase/serverless", "postgres"),
    ("@vercel/postgres", "postgres"),
    ("pg", "postgres"),
    ("postgres", "postgres"),
    ("mysql2", "mysql"),
    ("better-sqlite3", "sqlite"),
    ("sqlite3", "sqlite"),
    ("@libsql/client", "sqlite"),
    ("convex", "convex"),
    ("appwrite", "appwrite"),
    ("pocketbase", "pocketbase"),
    ("@upstash/redis", "redis"),
    ("ioredis", "redis"),
    ("redis", "redis"),
    ("@aws-sdk/client-dynamodb", "dynamodb"),
];

/// Files and folders that say the same, relative to an app's root.
pub(crate) const STORE_PATHS: &[Known] = &[
    ("supabase/functions", "supabase"),
    ("supabase/migrations", "supabase"),
    ("supabase/config.toml", "supabase"),
    ("prisma/schema.prisma", "prisma"),
    ("firestore.rules", "firebase"),
    ("base44/entities", "base44"),
];

/// The id of what a package stands for in a list.
pub(crate) fn known(list: &[Known], package: &str) -> Option<&'static str> {
    let fits = |entry: &str| match entry.strip_suffix('*') {
        Some(prefix) => package.starts_with(prefix),
        None => package == entry,
    };
    list.iter().find(|(entry, _)| fits(entry)).map(|(_, id)| *id)
}
