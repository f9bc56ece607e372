use super::{Side, Sides, Zone};
use crate::{
    model::{File, FileKind, configs::Configs, modules::Modules},
    source::{
        kind::kind_of,
        role::role_of,
        span::{FileId, Range, Span},
    },
    syntax::parse_and_lower,
};

struct App {
    files: Vec<File>,
    sides: Sides,
}

impl App {
    fn new(sources: &[(&str, &str)]) -> Self {
        let mut files: Vec<File> = sources.iter().map(|(path, text)| file(path, text)).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let (configs, _) = Configs::build(&files);
        let modules = Modules::build(&files, &configs);
        let sides = Sides::build(&files, &configs, &modules);
        Self { files, sides }
    }

    /// Whether what a part of a file's text says may run.
    fn runs_at(&self, path: &str, text: &str, part: &str) -> bool {
        self.sides.may_run_at(self.place(path, text, part))
    }

    /// Whether somebody who uses the app may come to it.
    fn is_met_at(&self, path: &str, text: &str, part: &str) -> bool {
        self.sides.is_met_at(self.place(path, text, part))
    }

    fn place(&self, path: &str, text: &str, part: &str) -> Span {
        let start = u32::try_from(text.find(part).expect(part)).expect("a short text");
        Range { start, end: start + 1 }.in_file(self.id(path))
    }

    fn id(&self, path: &str) -> FileId {
        FileId(u32::try_from(self.files.iter().position(|f| f.path == path).unwrap()).unwrap())
    }

    fn side(&self, path: &str) -> Side {
        self.sides.of(self.id(path))
    }

    fn chain(&self, zone: Zone, path: &str) -> Vec<&str> {
        let chain = self.sides.chain(zone, self.id(path));
        chain.into_iter().map(|f| self.files[f.index()].path.as_str()).collect()
    }
}

fn file(path: &str, text: &str) -> File {
    let kind = kind_of(path.rsplit('/').next().unwrap_or(path));
    let mut file = File::new(path, kind);
    file.role = role_of(path, kind);
    match kind {
        FileKind::Code(language) => file.code = Some(parse_and_lower(text, language).code),
        _ => file.text = Some(text.into()),
    }
    file
}

const NEXT: (&str, &str) = ("package.json", r#"{"dependencies": {"next": "15"}}"#);

#[test]
fn a_single_page_is_the_browsers_and_its_functions_are_not() {
    let app = App::new(&[
        ("index.html", "<script type=module src='/src/main.tsx'></script>"),
        ("package.json", r#"{"devDependencies": {"vite": "5"}}"#),
        ("src/dead.ts", "export const unused = 1;"),
        ("src/lib/db.ts", "export const db = 1;"),
        ("src/main.tsx", "import { lazy } from 'react'; const Page = lazy(() => import('./pages/Home'));"),
        ("src/pages/Home.tsx", "import { db } from '../lib/db'; export default () => <p>{db}</p>;"),
        ("supabase/functions/_shared/cors.ts", "export const cors = {};"),
        (
            "supabase/functions/pay/index.ts",
            "import { cors } from '../_shared/cors.ts'; Deno.serve(() => new Response(cors));",
        ),
        ("vite.config.ts", "export default {};"),
    ]);
    assert_eq!(app.chain(Zone::Client, "src/lib/db.ts"), ["src/main.tsx", "src/pages/Home.tsx", "src/lib/db.ts"]);
    assert_eq!(app.side("src/dead.ts"), Side::Client);
    assert_eq!(app.side("supabase/functions/_shared/cors.ts"), Side::Edge);
    assert_eq!(app.side("vite.config.ts"), Side::Config);
    assert_eq!(app.sides.reached_from(app.id("src/lib/db.ts")), Some(app.id("src/pages/Home.tsx")));
    assert_eq!(app.sides.reached_from(app.id("src/main.tsx")), None);
}

#[test]
fn directives_are_boundaries() {
    let app = App::new(&[
        (
            "app/actions.ts",
            "'use server'; import { admin } from '../lib/admin'; export async function save() { admin() }",
        ),
        (
            "app/form.tsx",
            "'use client'; import { save } from './actions'; import { cn } from '../lib/cn'; export const F = () => <a onClick={save} className={cn('x')} />;",
        ),
        (
            "app/page.tsx",
            "import { F } from './form'; import { cn } from '../lib/cn'; export default () => <F a={cn()} />;",
        ),
        ("lib/admin.ts", "export const admin = () => 1;"),
        ("lib/cn.ts", "export const cn = () => 1;"),
        NEXT,
    ]);
    assert_eq!(app.side("app/page.tsx"), Side::Server);
    assert_eq!(app.side("app/form.tsx"), Side::Client);
    assert_eq!(app.side("app/actions.ts"), Side::Server);
    assert_eq!(app.side("lib/admin.ts"), Side::Server);
    assert_eq!(app.side("lib/cn.ts"), Side::Shared);
}

#[test]
fn what_a_page_needs_on_the_server_stays_there() {
    let app = App::new(&[
        ("lib/prisma.ts", "export const prisma = 1;"),
        ("lib/types.ts", "export type T = 1; export const heavy = 2;"),
        NEXT,
        ("pages/api/pay.ts", "export default function handler() {}"),
        (
            "pages/index.tsx",
            "import { prisma } from '../lib/prisma'; import { T } from '../lib/types';
             const load = () => prisma;
             export async function getServerSideProps() { return load() }
             export default function Page(props: T) { return <p /> }",
        ),
    ]);
    assert_eq!(app.side("lib/prisma.ts"), Side::Server);
    assert!(!app.sides.reaches(Zone::Client, app.id("lib/types.ts")), "only a type is used");
    assert_eq!(app.side("pages/api/pay.ts"), Side::Server);
}

#[test]
fn server_functions_of_a_module_run_on_the_server() {
    let app = App::new(&[
        ("package.json", r#"{"dependencies": {"@tanstack/react-start": "1"}}"#),
        ("src/lib/admin.ts", "export const admin = 1;"),
        (
            "src/lib/notes.functions.ts",
            "import { createServerFn } from '@tanstack/react-start'; import { admin } from './admin';
             export const list = createServerFn().handler(async () => admin);",
        ),
        ("src/routes/index.tsx", "import { list } from '../lib/notes.functions'; export const Route = list();"),
    ]);
    assert_eq!(app.side("src/lib/admin.ts"), Side::Server);
    assert_eq!(app.side("src/lib/notes.functions.ts"), Side::Shared);
    let id = app.id("src/lib/notes.functions.ts");
    let code = app.files[id.index()].code.as_ref().unwrap();
    let admin = code.bindings.iter().position(|b| code.str(b.name) == "admin").unwrap();
    let used = code.references(crate::facts::code::BindingId(u32::try_from(admin).unwrap()))[0];
    assert_eq!(app.sides.of_expr(id, code, used), Side::Server);
}

#[test]
fn servers_scripts_and_tests() {
    let app = App::new(&[
        ("lib/db.ts", "export const db = 1;"),
        ("lib/only-tested.ts", "export const t = 1;"),
        ("package.json", r#"{"scripts": {"start": "node dist/worker.js", "fix": "tsx tasks/fix.ts"}}"#),
        ("server/index.ts", "import express from 'express'; import { db } from '../lib/db'; express().listen(db);"),
        ("grant-admin.js", "const db = require('./lib/db'); main(); function main() {}"),
        ("src/worker.ts", "import './jobs';"),
        ("src/jobs.ts", "export {};"),
        ("tasks/fix.ts", "export {};"),
        ("tests/a.test.ts", "import { t } from '../lib/only-tested'; t;"),
    ]);
    assert_eq!(app.side("server/index.ts"), Side::Server);
    assert_eq!(app.side("lib/db.ts"), Side::Server);
    assert_eq!(app.side("src/jobs.ts"), Side::Server);
    assert_eq!(app.side("tasks/fix.ts"), Side::Script);
    assert_eq!(app.side("grant-admin.js"), Side::Script);
    assert_eq!(app.side("lib/only-tested.ts"), Side::Test);
}

#[test]
fn what_waits_for_an_import_that_never_comes_does_not_run() {
    let sources = [
        NEXT,
        ("app/page.tsx", "import { a } from '@/lib/a'; export default function Page() { return a; }"),
        ("components/Loose.tsx", "export default function Loose() { return <p />; }"),
        ("lib/a.ts", "export const a = 1;"),
        ("lib/inner.ts", "export const inner = 1;"),
        ("lib/loose.ts", "import { inner } from './inner'; export const loose = inner;"),
        ("lib/called.ts", "import { tool } from './tool'; export default tool;"),
        ("lib/tool.ts", "export const tool = 1;"),
        ("lib/cloud.ts", "export const handler = () => 1;"),
        ("lib/server.ts", "export const app = make(); app.listen(80);"),
        ("lib/sought.ts", "export const sought = 1;"),
        ("app/layout.tsx", "import { s } from '~odd/sought'; export default () => s;"),
        ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./*"], "~odd/*": ["./gone/*"]}}}"#),
    ];
    let app = App::new(&sources);
    let runs = |path: &str| app.sides.may_run(app.id(path));
    for loose in ["components/Loose.tsx", "lib/inner.ts", "lib/loose.ts"] {
        assert!(!runs(loose), "{loose}");
    }
    let may_run =
        ["app/page.tsx", "lib/a.ts", "lib/called.ts", "lib/tool.ts", "lib/cloud.ts", "lib/server.ts", "lib/sought.ts"];
    for used in may_run {
        assert!(runs(used), "{used}");
    }
}

#[test]
fn where_imports_cannot_be_read_every_file_may_run() {
    let page = ("app/page.tsx", "export default function Page() { return 1; }");
    let loose = ("lib/loose.ts", "export const loose = 1;");
    for hidden in [
        ("app/all.ts", "export default import.meta.glob('../lib/*.ts');"),
        ("app/one.ts", "export default (name: string) => import(name);"),
        ("app/Boat.vue", "<script>import '../lib/loose'</script>"),
    ] {
        let app = App::new(&[NEXT, page, loose, hidden]);
        assert!(app.sides.may_run(app.id("lib/loose.ts")), "{}", hidden.0);
    }
    let icons = ("app/icon.ts", "export default (name: string) => import(`next/${name}`);");
    let in_package = App::new(&[NEXT, page, loose, icons]);
    assert!(!in_package.sides.may_run(in_package.id("lib/loose.ts")));
    let without_entries = App::new(&[NEXT, loose]);
    assert!(without_entries.sides.may_run(without_entries.id("lib/loose.ts")));
}

#[test]
fn a_function_that_nothing_names_does_not_run() {
    let lib = "
        export const used = () => inner();
        export function loose() { return helper() ?? loose(); }
        function inner() { return 1; }
        const helper = () => 2;
        export class Desk { open() { return 3; } close() { return 4; } shut() { return this.close(); } }
        @Controller('x') export class Decked { deck() { return 5; } }
        export class Held extends Base { hold() { return 6; } }
        export const handler = () => 7;
        export const texted = () => 8;
        export const tested = () => 9;
    ";
    let sources = [
        NEXT,
        (
            "app/page.tsx",
            "import { used, Desk } from '@/lib/a'; export default function Page() { new Desk().open(); return used()['texted']; }",
        ),
        ("app/loose.test.ts", "import { tested } from '@/lib/a'; tested();"),
        ("lib/a.ts", lib),
        ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./*"]}}}"#),
    ];
    let app = App::new(&sources);
    let runs = |text: &str| app.runs_at("lib/a.ts", lib, text);
    for loose in ["helper() ??", "2;", "4;", "this.close", "9;"] {
        assert!(!runs(loose), "{loose}");
    }
    for used in ["inner();", "1;", "3;", "5;", "6;", "7;", "8;"] {
        assert!(runs(used), "{used}");
    }
}

#[test]
fn every_export_of_what_the_package_passes_on_may_be_called() {
    let lib = ("src/lib/a.ts", "export const a = () => 1;");
    let page = ("app/page.tsx", "export * from '../src/lib/a'; export default function Page() { return 1; }");
    let app = App::new(&[NEXT, page, lib]);
    assert!(app.runs_at("src/lib/a.ts", lib.1, "1;"));
}

#[test]
fn what_only_an_uncalled_function_names_is_uncalled() {
    let page = "import { useHull } from '@/lib/hull'; export default function Page() { return useHull(); }";
    let hull = "import { mend, paint } from './yard'; export const useHull = () => mend(); export const usePaint = () => paint();";
    let yard = "export const mend = () => 1; export const paint = () => 2;";
    let paths = ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./*"]}}}"#);
    let app = App::new(&[NEXT, paths, ("app/page.tsx", page), ("lib/hull.ts", hull), ("lib/yard.ts", yard)]);
    assert!(app.runs_at("lib/yard.ts", yard, "1;") && !app.runs_at("lib/yard.ts", yard, "2;"));
}

#[test]
fn lists_of_modules_and_parts_of_pages_that_nobody_imports_do_not_run() {
    let vite = ("package.json", r#"{"dependencies": {"react": "19", "vite": "7"}}"#);
    let sources = [
        vite,
        ("index.html", r#"<script type="module" src="/src/main.tsx"></script>"#),
        ("src/main.tsx", "import Home from './pages/Home'; render(<Home />);"),
        ("src/pages/Home.tsx", "export default function Home() { return <p />; }"),
        ("src/components/Attic.tsx", "export default function Attic() { return <p />; }"),
        ("src/lib/index.ts", "export * from './boats';"),
        ("src/lib/boats.ts", "export const boats = 1;"),
        ("src/lib/mails.ts", "export const mails = {}; export default mails;"),
        ("src/pages/Moored.jsx", "export default () => <p />;"),
        ("src/plugins/tide.ts", "export default function tide() {}"),
    ];
    let app = App::new(&sources);
    assert!(app.sides.may_run(app.id("src/pages/Home.tsx")));
    // Some loader may look into a folder of that name, and a page that is not linked yet is meant to be.
    assert!(app.sides.may_run(app.id("src/plugins/tide.ts")) && app.sides.may_run(app.id("src/pages/Moored.jsx")));
    for unused in ["src/components/Attic.tsx", "src/lib/index.ts", "src/lib/boats.ts", "src/lib/mails.ts"] {
        assert!(!app.sides.may_run(app.id(unused)), "{unused}");
    }
    let client = "'use client'; export function Loose() { return 1; }";
    let page = ("app/page.tsx", "'use client'; export default function Page() { return 1; }");
    let app = App::new(&[NEXT, page, ("components/Loose.tsx", client)]);
    assert!(app.sides.may_run(app.id("app/page.tsx")) && !app.sides.may_run(app.id("components/Loose.tsx")));
}

#[test]
fn a_page_may_be_mounted_anywhere() {
    let main =
        "import { createRoot } from 'react-dom/client'; import App from './App'; createRoot(root).render(App());";
    let lid = "import { createPortal } from 'react-dom'; export const lid = () => createPortal(1, document.body);";
    let sources = [
        ("package.json", "{}"),
        ("export/main.tsx", main),
        ("export/App.tsx", "export default function App() { return 1; }"),
        ("export/functions/pay/index.ts", "Deno.serve(() => new Response())"),
        ("export/lid/index.tsx", lid),
    ];
    let app = App::new(&sources);
    assert_eq!((app.side("export/main.tsx"), app.side("export/App.tsx")), (Side::Client, Side::Client));
    assert!(!app.sides.may_run(app.id("export/lid/index.tsx")));
}

#[test]
fn a_router_that_no_server_mounts_does_not_run() {
    let router = "import { Router } from 'express'; const router = Router(); router.get('/', (q, r) => r.json([])); router.route('/one').post(() => 1); export default router;";
    let sources = [
        ("package.json", r#"{"main": "src/index.js", "dependencies": {"express": "5"}}"#),
        (
            "src/index.js",
            "import express from 'express'; import boats from './boats.js'; const app = express(); app.use(boats); app.listen(80);",
        ),
        ("src/boats.js", router),
        ("src/tides.js", router),
        ("src/crew.js", "import app from './server.js'; app.get('/', () => 1); export const crew = 1;"),
    ];
    let app = App::new(&sources);
    let runs = |path: &str| app.sides.may_run(app.id(path));
    assert!(runs("src/boats.js") && runs("src/crew.js") && !runs("src/tides.js"));
}

#[test]
fn a_class_under_two_names_and_a_name_that_another_file_gives_to_its_own_call_nothing() {
    let finder = "export class Finder { near() { return 1; } far() { return 2; } } export default Finder;";
    let flag = "export const flagItem = () => 3; export const markItem = () => 4;";
    let page = "import { Finder } from './finder'; import { markItem } from './flag';
        const flagItem = makeHandler(); export default function Page() { new Finder().near(); return [flagItem, markItem]; }";
    let app = App::new(&[NEXT, ("app/page.tsx", page), ("app/finder.ts", finder), ("app/flag.ts", flag)]);
    assert!(app.runs_at("app/finder.ts", finder, "1;") && !app.runs_at("app/finder.ts", finder, "2;"));
    assert!(app.runs_at("app/flag.ts", flag, "4;") && !app.runs_at("app/flag.ts", flag, "3;"));
}

#[test]
fn what_is_imported_for_nothing_and_what_nobody_asks_of_an_object_are_not_called() {
    let parts = "export const Goals = () => 1; export const Tides = () => 2; export const Shown = () => 3;";
    let boats =
        "export const boats = { load: () => 4, sink: () => 5, mend() { return this.paint(); }, paint: () => 6 };
        export const crews = { hire: () => 7, fire: () => 8 };";
    let page =
        "import { Goals, Tides, Shown } from './parts'; import { boats, crews } from './boats'; export { Shown };
        export default function Page() { use(crews); boats.load(); return <Tides />; }";
    let app = App::new(&[NEXT, ("app/page.tsx", page), ("app/parts.ts", parts), ("app/boats.ts", boats)]);
    let runs = |path: &str, text: &str, part: &str| app.runs_at(path, text, part);
    assert!(
        !runs("app/parts.ts", parts, "1;") && runs("app/parts.ts", parts, "2;") && runs("app/parts.ts", parts, "3;")
    );
    assert!(
        runs("app/boats.ts", boats, "4,") && !runs("app/boats.ts", boats, "5,") && !runs("app/boats.ts", boats, "6 }")
    );
    assert!(runs("app/boats.ts", boats, "7,") && runs("app/boats.ts", boats, "8 }"));
}

#[test]
fn what_an_object_holds_is_not_called_by_the_name_of_what_another_holds() {
    let boats = "export const boats = { load: () => 1, paint: () => 2 };";
    let crews = "export const crews = { load: () => 3, hire: () => 4 };";
    let index = "export * from './boats'; export * from './crews';";
    let page = "import { boats, crews } from './all'; export default () => [boats.load(), crews.hire()];";
    let sources =
        [NEXT, ("app/page.tsx", page), ("app/all.ts", index), ("app/boats.ts", boats), ("app/crews.ts", crews)];
    let app = App::new(&sources);
    assert!(app.runs_at("app/boats.ts", boats, "1,") && app.runs_at("app/crews.ts", crews, "4 }"));
    // The page names both, so that either may be meant.
    assert!(app.runs_at("app/crews.ts", crews, "3,"));
    let page = "import { boats } from './all'; export default () => boats.load();";
    let crew = "import { crews } from './all'; export const Crew = () => crews.hire();";
    let hall = "import { Crew } from '../crew'; export default () => <Crew />;";
    let sources = [
        NEXT,
        ("app/page.tsx", page),
        ("app/hall/page.tsx", hall),
        ("app/crew.tsx", crew),
        ("app/all.ts", index),
        ("app/boats.ts", boats),
        ("app/crews.ts", crews),
    ];
    let app = App::new(&sources);
    assert!(app.runs_at("app/boats.ts", boats, "1,") && app.runs_at("app/crews.ts", crews, "4 }"));
    assert!(!app.runs_at("app/crews.ts", crews, "3,"));
}

#[test]
fn what_stands_behind_a_sure_throw_does_not_run() {
    let closed = "import { redirect } from 'next/navigation';
        export function closed(): never { throw new Error('closed'); }
        export async function later() { await wait(); throw new Error('later'); }
        export function either(a) { if (a) { throw a; } return 0; }";
    let page = "import { closed, later, either } from '../lib/closed';
        export default function Page({ a }) { either(a); one(); if (a) { closed(); two(); } three(); return hoisted(); four(); function hoisted() { five(); } }
        export async function generateMetadata() { later(); six(); await later(); seven(); }
        export function Part({ a }) { if (a) { return 1; } else { closed(); } eight(); }
        export const other = (a) => { switch (a) { case 1: nine(); break; ten(); default: eleven(); } twelve(); };";
    let app = App::new(&[NEXT, ("app/page.tsx", page), ("lib/closed.ts", closed)]);
    let runs = |part: &str| {
        !app.sides
            .unreached(app.id("app/page.tsx"))
            .iter()
            .any(|range| range.contains(app.place("app/page.tsx", page, part).range))
    };
    let names =
        ["one(", "two(", "three(", "four(", "five(", "six(", "seven(", "eight(", "nine(", "ten(", "eleven(", "twelve("];
    let dead: Vec<&str> = names.into_iter().filter(|name| !runs(name)).collect();
    assert_eq!(dead, ["two(", "four(", "seven(", "eight(", "ten("]);
}

#[test]
fn what_no_page_leads_to_is_not_shown() {
    let vite = ("package.json", r#"{"dependencies": {"react": "19", "vite": "7", "@base44/sdk": "1"}}"#);
    let page = "export default () => <p />;";
    let index = ("index.html", r#"<script type="module" src="/src/main.jsx"></script>"#);
    let listed = "import Home from './pages/Home'; import Attic from './pages/Attic'; export const pages = { Home };";
    let sources = |app| {
        [
            vite,
            index,
            ("src/main.jsx", "import App from './App'; render(<App />);"),
            ("src/App.jsx", app),
            ("src/pages.config.js", listed),
            ("src/pages/Home.jsx", page),
            ("src/pages/Attic.jsx", page),
        ]
    };
    let app = App::new(&sources("import { pages } from './pages.config'; export default () => pages.Home;"));
    assert!(
        !app.sides.is_unshown(app.id("src/pages/Home.jsx")) && !app.sides.is_unshown(app.id("src/pages/Attic.jsx"))
    );
    let app = App::new(&sources("import Home from './pages/Home'; export default () => <Home />;"));
    assert!(!app.sides.is_unshown(app.id("src/pages/Home.jsx")) && app.sides.is_unshown(app.id("src/pages/Attic.jsx")));
}

#[test]
fn the_actions_of_a_module_that_nobody_imports_have_no_address() {
    let open = "'use server'; export async function openShifts() { return 1; }";
    let take =
        "'use server'; export async function takeShift() { return 2; } export async function dropShift() { return 3; }";
    let page = "import { takeShift } from './take'; export default function Page() { return takeShift(); }";
    let app = App::new(&[NEXT, ("app/page.tsx", page), ("app/open.ts", open), ("app/take.ts", take)]);
    assert!(!app.runs_at("app/open.ts", open, "1;"));
    assert!(app.runs_at("app/take.ts", take, "2;") && app.runs_at("app/take.ts", take, "3;"));
    assert!(app.is_met_at("app/take.ts", take, "2;") && !app.is_met_at("app/take.ts", take, "3;"));
}

#[test]
fn what_nothing_reaches_is_placed_by_its_own_words() {
    let app = App::new(&[
        NEXT,
        ("app/page.tsx", "import { db } from '../lib/db'; export default async function Page() { return db; }"),
        ("app/login.tsx", "'use client'; import { client } from '../lib/client'; export const L = () => client;"),
        ("lib/db.ts", "import { PrismaClient } from '@prisma/client'; export const db = new PrismaClient();"),
        ("lib/client.ts", "export const client = 1;"),
        ("lib/berths.ts", "import { client } from './client'; export const all = () => client;"),
        ("lib/stats.ts", "import { db } from './db'; export const all = () => db.berth.findMany();"),
        ("lib/pool.ts", "import { Pool } from 'pg'; export const all = () => new Pool();"),
        ("copy/api/tide.ts", "import { serve } from 'https://deno.land/std@0.190.0/http/server.ts'; serve(() => 1);"),
        (
            "copy/App.tsx",
            "import { useState } from 'react'; export const App = () => { const s = useState(1); return s; };",
        ),
    ]);
    assert_eq!(app.side("lib/berths.ts"), Side::Client);
    assert_eq!(app.side("lib/stats.ts"), Side::Server);
    assert_eq!(app.side("lib/pool.ts"), Side::Server);
    assert_eq!(app.side("copy/api/tide.ts"), Side::Server);
    assert_eq!(app.side("copy/App.tsx"), Side::Client);
}

#[test]
fn a_namesake_of_another_module_calls_nothing() {
    let pads = "export function list() { return 2; } export function tidy() { return 3; }";
    let home = "import { list } from './pads'; export default function Page() { return list(); }";
    let crew = "import { tidy } from '../barrel'; export default function Page() { return tidy(); }";
    let other = "export function tidy() { return 5; }";
    let app = App::new(&[
        NEXT,
        ("app/page.tsx", home),
        ("app/pads.ts", pads),
        ("app/crew/page.tsx", crew),
        ("app/barrel.ts", "export * from './other';"),
        ("app/other.ts", other),
    ]);
    assert!(app.runs_at("app/pads.ts", pads, "2;") && !app.runs_at("app/pads.ts", pads, "3;"));
    assert!(app.runs_at("app/other.ts", other, "5;"));
}
