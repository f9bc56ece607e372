//! The libraries through which code calls a database: what each promises when a call fails, and how each is asked for
//! a part of the rows, many rows at once, or the rows of several things.

/// A library that calls a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Library {
    /// supabase-js, and PostgREST through it.
    Supabase,
    /// The client that Prisma generates.
    Prisma,
    /// Drizzle.
    Drizzle,
    /// SQL as text: `pg`, `postgres`, `@neondatabase/serverless`, and the raw queries of the ORMs.
    Sql,
    /// Firestore, in the browser and with the admin SDK.
    Firestore,
    /// The entities of Base44.
    Base44,
}

impl Library {
    /// The library that a package belongs to, where a package is all of it. SQL as text is called through many.
    #[must_use]
    pub fn of_package(package: &str) -> Option<Self> {
        match package {
            "@prisma/client" => Some(Self::Prisma),
            _ if package.starts_with("@supabase/") => Some(Self::Supabase),
            _ if package.starts_with("drizzle-orm") => Some(Self::Drizzle),
            _ => None,
        }
    }

    /// Whether a failure throws by itself; else the result carries it.
    #[must_use]
    pub fn throws(self) -> bool {
        self != Self::Supabase
    }

    /// Whether a call that nobody waits for is never sent.
    #[must_use]
    pub fn is_lazy(self) -> bool {
        matches!(self, Self::Supabase | Self::Prisma | Self::Drizzle)
    }

    /// Whether what a call gives has `catch`.
    #[must_use]
    pub fn has_catch(self) -> bool {
        self != Self::Supabase
    }

    /// Whether its calls are compiled against the schema, so that a wrong name does not get as far as a database.
    #[must_use]
    pub fn knows_names(self) -> bool {
        matches!(self, Self::Prisma | Self::Drizzle)
    }

    /// Whether a call on one table makes rows of others with it: `create: { lines: { create: … } }`.
    #[must_use]
    pub fn makes_related_rows(self) -> bool {
        self == Self::Prisma
    }

    /// Whether its client keeps what it has read, and listens for changes.
    #[must_use]
    pub fn keeps_what_it_read(self) -> bool {
        self == Self::Firestore
    }

    /// Whether a condition on an embedded table leaves the rows around it as they are.
    #[must_use]
    pub fn filters_embeds_apart(self) -> bool {
        self == Self::Supabase
    }

    /// Whether it speaks to an API in front of the database, where row security decides.
    #[must_use]
    pub fn is_rest(self) -> bool {
        self == Self::Supabase
    }

    /// Whether it works on tables of SQL.
    #[must_use]
    pub fn is_sql(self) -> bool {
        !matches!(self, Self::Firestore | Self::Base44)
    }

    /// The number of rows after which the service cuts an answer without a word.
    #[must_use]
    pub fn cut_at(self) -> Option<&'static str> {
        match self {
            Self::Supabase => Some("1,000"),
            Self::Base44 => Some("50"),
            Self::Prisma | Self::Drizzle | Self::Sql | Self::Firestore => None,
        }
    }

    /// Whether it reads a page where no limit is given: `list()` and `filter()` of Base44's SDK, by its documentation.
    #[must_use]
    pub fn reads_pages(self) -> bool {
        self == Self::Base44
    }

    /// How rows are read in pages.
    #[must_use]
    pub fn pages(self) -> &'static str {
        match self {
            Self::Supabase => "`.range(from, to)` with an order",
            Self::Prisma => "`take` with `cursor` or `skip`, and an `orderBy`",
            Self::Drizzle => "`.limit(…)` with `.offset(…)` or a condition on the last key, and an order",
            Self::Sql => "`limit` with an `order by`",
            Self::Firestore => "`limit(…)` with `startAfter(…)`",
            Self::Base44 => "the limit and skip of `list` and `filter`",
        }
    }

    /// How the rows of many things are read at once.
    #[must_use]
    pub fn many(self) -> &'static str {
        match self {
            Self::Supabase => "ask once with `.in(…)` or an embed and pick the rows in memory",
            Self::Prisma => "ask once with `{ in: [...] }` or `include` and pick the rows in memory",
            Self::Drizzle => "ask once with `inArray(…)` or a join and pick the rows in memory",
            Self::Sql => "ask once with `= any($1)` or a join and pick the rows in memory",
            Self::Firestore => {
                "ask with `where(…, \"in\", ids)`, thirty at a time, or keep what is needed in one document"
            }
            Self::Base44 => "ask once with `filter({ id: { $in: ids } })` and pick the rows in memory",
        }
    }

    /// How many rows are written at once.
    #[must_use]
    pub fn bulk(self) -> &'static str {
        match self {
            Self::Supabase => "write all rows in one call: insert and upsert take an array",
            Self::Prisma => "write all rows in one call: `createMany`, `updateMany`, or one `$transaction`",
            Self::Drizzle => "write all rows in one call: `.values([...])` takes an array",
            Self::Sql => "write all rows in one statement: `insert … select * from unnest(…)`",
            Self::Firestore => "write in batches: `writeBatch` takes 500 documents",
            Self::Base44 => "write all rows in one call: `bulkCreate`, `bulkUpdate`",
        }
    }
}
