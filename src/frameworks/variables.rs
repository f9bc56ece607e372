//! Environment variables that nobody has to set: runtimes, bundlers and hosts do.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind},
    model::values::{EnvName, env_read},
};

const GIVEN: &[&str] = &[
    "NODE_ENV",
    "PORT",
    "HOST",
    "HOME",
    "PATH",
    "PWD",
    "TZ",
    "CI",
    "DEV",
    "PROD",
    "MODE",
    "SSR",
    "BASE_URL",
    "TEST",
    "DEBUG",
    "HOSTNAME",
    "VERCEL",
    "NETLIFY",
    "URL",
    "DEPLOY_URL",
    "CONTEXT",
    "ANALYZE",
    "USER",
    "SHELL",
    "LOG_LEVEL",
    "SUPABASE_URL",
    "SUPABASE_ANON_KEY",
    "SUPABASE_SERVICE_ROLE_KEY",
    "SUPABASE_DB_URL",
    "SB_REGION",
    "SB_EXECUTION_ID",
    "DENO_DEPLOYMENT_ID",
    "DENO_REGION",
    "K_SERVICE",
    "FUNCTION_TARGET",
    "GCLOUD_PROJECT",
    "REPL_ID",
    "REPL_SLUG",
    "REPL_OWNER",
    "REPL_IDENTITY",
    "REPLIT_DOMAINS",
    "REPLIT_DEV_DOMAIN",
    "WEB_REPL_RENEWAL",
    "REPLIT_CONNECTORS_HOSTNAME",
    "REPLIT_DEPLOYMENT",
    "BASE44_APP_ID",
    "LOVABLE_API_KEY",
    "EXPO_OS",
];

const PREFIXES: &[&str] = &[
    "VERCEL_",
    "NEXT_PUBLIC_VERCEL_",
    "NEXT_RUNTIME",
    "NEXT_PHASE",
    "npm_",
    "GITHUB_",
    "RENDER_",
    "RAILWAY_",
    "FLY_",
    "CF_PAGES",
    "AWS_LAMBDA_",
    "NETLIFY_",
    "SUPABASE_INTERNAL_",
    "VITEST",
    "JEST_",
];

/// Whether the platform sets the variable by itself.
#[must_use]
pub(crate) fn is_given_by_platform(name: &str) -> bool {
    GIVEN.contains(&name) || PREFIXES.iter().any(|p| name.starts_with(p))
}

/// A test of the mode that a build for users sets, `process.env.NODE_ENV === "production"`: how it is compared, and with what.
pub(crate) fn tested_mode(code: &Code, test: ExprId) -> Option<(BinaryOp, &str)> {
    let ExprKind::Binary { op, left, right } = code.expr(test) else { return None };
    let is_mode = matches!(env_read(code, left), Some(EnvName::Literal(name)) if name == "NODE_ENV");
    code.string(right).filter(|_| is_mode).map(|mode| (op, mode))
}
