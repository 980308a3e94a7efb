//! What the command line takes.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use domain::{
    OrgId, UnitId,
    record::{MembershipStatus, OrganizationKind},
};

use crate::admin::{NewMember, NewOrganization, NewPerson};

/// The ResumeX server.
#[derive(Debug, Parser)]
#[command(name = "resumex-server", version)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve until SIGINT or SIGTERM.
    Serve(Serve),
    /// Organisations.
    Org {
        #[command(subcommand)]
        organization: Organization,
    },
    /// Units of an organisation: departments, faculties, branches.
    Unit {
        #[command(subcommand)]
        unit: Unit,
    },
    /// Members of an organisation.
    Member {
        #[command(subcommand)]
        member: Member,
    },
    /// Fill a data folder with a demo world; running it again changes nothing.
    DemoWorld {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// After restoring a backup: devices read everything anew instead of going on from what the backup does not know.
    NewEpoch {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Print the description of the API, OpenAPI 3.1.
    Openapi,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// The data folder.
    #[arg(long, env = "RESUMEX_DATA")]
    pub(super) data: PathBuf,
    /// Where to listen; port 0 takes a free one. Without TLS only a loopback address.
    #[arg(long, default_value = "127.0.0.1:8080", env = "RESUMEX_LISTEN")]
    pub(super) listen: SocketAddr,
    /// Certificate chain, PEM.
    #[arg(long, requires = "tls_key", env = "RESUMEX_TLS_CERT")]
    pub(super) tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, requires = "tls_cert", env = "RESUMEX_TLS_KEY")]
    pub(super) tls_key: Option<PathBuf>,
    /// Mail server: smtp://host:port, smtps://user:password@host, smtp://host?tls=required.
    #[arg(long, env = "RESUMEX_SMTP", hide_env_values = true)]
    pub(super) smtp: Option<String>,
    /// Demonstration: sign-in codes are shown on this terminal.
    #[arg(long)]
    pub(super) demo: bool,
    /// Address that mail is sent from.
    #[arg(long, default_value = "ResumeX <no-reply@localhost.localdomain>", env = "RESUMEX_MAIL_FROM")]
    pub(super) mail_from: String,
    /// The address people reach the server by, for invitation links.
    #[arg(long, env = "RESUMEX_PUBLIC_URL")]
    pub(super) public_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Organization {
    /// Make an organisation with its first organizer; prints its id and the invitation link.
    Create(Create),
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    /// The data folder.
    #[arg(long)]
    pub(super) data: PathBuf,
    /// The organisation's name.
    #[arg(long)]
    name: String,
    /// The reading of its name.
    #[arg(long)]
    kana: String,
    /// What it is.
    #[arg(long, value_enum)]
    kind: Kind,
    /// The organizer's mail address.
    #[arg(long)]
    organizer_mail: String,
    /// The organizer's family name.
    #[arg(long)]
    organizer_family: String,
    /// The organizer's given name.
    #[arg(long)]
    organizer_given: String,
    /// The reading of the family name.
    #[arg(long, default_value = "")]
    organizer_family_kana: String,
    /// The reading of the given name.
    #[arg(long, default_value = "")]
    organizer_given_kana: String,
    /// The address people reach the server by, for the invitation link.
    #[arg(long, default_value = "http://127.0.0.1:8080", env = "RESUMEX_PUBLIC_URL")]
    pub(super) public_url: String,
}

impl Create {
    pub(super) fn organization(&self) -> NewOrganization {
        NewOrganization {
            name: self.name.clone(),
            kana: self.kana.clone(),
            kind: self.kind.into(),
            organizer: NewPerson {
                mail: self.organizer_mail.clone(),
                family: self.organizer_family.clone(),
                given: self.organizer_given.clone(),
                family_kana: self.organizer_family_kana.clone(),
                given_kana: self.organizer_given_kana.clone(),
            },
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Unit {
    /// Add a unit to an organisation; prints its id.
    Add(AddUnit),
}

#[derive(Debug, clap::Args)]
pub(super) struct AddUnit {
    /// The data folder.
    #[arg(long)]
    pub(super) data: PathBuf,
    /// The organisation's id.
    #[arg(long)]
    pub(super) org: OrgId,
    /// The unit's name.
    #[arg(long)]
    pub(super) name: String,
    /// The id of the unit that it is part of.
    #[arg(long)]
    pub(super) parent: Option<UnitId>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Member {
    /// Make somebody a member; whoever has the address already stays the same person.
    Add(Add),
    /// Say that a member has left, has come back or will come; the account stays.
    Status(SetStatus),
}

#[derive(Debug, clap::Args)]
pub(super) struct SetStatus {
    /// The data folder.
    #[arg(long)]
    pub(super) data: PathBuf,
    /// The organisation's id.
    #[arg(long)]
    pub(super) org: OrgId,
    /// The mail address they sign in with.
    #[arg(long)]
    pub(super) mail: String,
    /// The new standing.
    #[arg(long, value_enum)]
    pub(super) status: Status,
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// The data folder.
    #[arg(long)]
    pub(super) data: PathBuf,
    /// The organisation's id.
    #[arg(long)]
    pub(super) org: OrgId,
    /// The mail address they sign in with.
    #[arg(long)]
    mail: String,
    /// Family name.
    #[arg(long)]
    family: String,
    /// Given name.
    #[arg(long)]
    given: String,
    /// The reading of the family name.
    #[arg(long, default_value = "")]
    family_kana: String,
    /// The reading of the given name.
    #[arg(long, default_value = "")]
    given_kana: String,
    /// The standing.
    #[arg(long, value_enum)]
    status: Status,
    /// The id of a unit they belong or belonged to; may be given several times.
    #[arg(long)]
    unit: Vec<UnitId>,
    /// The year in which they graduated or joined.
    #[arg(long)]
    cohort: Option<u16>,
    /// The position they hold or held.
    #[arg(long, default_value = "")]
    title: String,
}

impl Add {
    pub(super) fn person(&self) -> NewPerson {
        NewPerson {
            mail: self.mail.clone(),
            family: self.family.clone(),
            given: self.given.clone(),
            family_kana: self.family_kana.clone(),
            given_kana: self.given_kana.clone(),
        }
    }

    pub(super) fn member(&self) -> NewMember {
        NewMember {
            status: self.status.into(),
            units: self.unit.clone(),
            cohort: self.cohort,
            title: self.title.clone(),
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Kind {
    Company,
    School,
    Association,
}

impl From<Kind> for OrganizationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Company => Self::Company,
            Kind::School => Self::School,
            Kind::Association => Self::Association,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Status {
    Alumnus,
    Current,
    Candidate,
}

impl From<Status> for MembershipStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Alumnus => Self::Alumnus,
            Status::Current => Self::Current,
            Status::Candidate => Self::Candidate,
        }
    }
}
