//! The command line.

mod args;
mod serve;

use std::{ffi::OsString, fmt::Display, io::Write as _, path::Path, process::ExitCode, sync::Arc};

use clap::Parser as _;

use domain::{UnitId, record::OrgUnit};

use self::args::{Args, Command, Member, Organization, Unit};
use crate::{
    admin,
    app::{App, OsEntropy, Settings, SystemClock},
    mail::NoMail,
    storage::{
        Storage as _, StorageError,
        sqlite::{Mode, SqliteStorage},
    },
};

/// Runs a command line; the first argument is the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help is an "error" too; clap knows which stream it goes to.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => match runtime.block_on(carry_out(args.command)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error),
        },
        Err(error) => fail(&error),
    }
}

fn fail(why: &dyn Display) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "resumex-server: {why}");
    ExitCode::FAILURE
}

/// Says something on the standard output at once, even into a pipe.
fn say(line: impl Display) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Whatever stops a command; its text is for whoever typed it.
type Stop = Box<dyn std::error::Error + Send + Sync>;

async fn carry_out(command: Command) -> Result<(), Stop> {
    match command {
        Command::Serve(serve) => serve::run(serve).await,
        Command::Org { organization: Organization::Create(create) } => {
            let app = offline(&create.data)?;
            let (organization, organizer) = admin::create_organization(&app, &create.organization()).await?;
            app.storage().close().await;
            say(format_args!("organization {organization}\norganizer {organizer}"))?;
            say(format_args!("invitation {}/join", create.public_url.trim_end_matches('/')))?;
            Ok(())
        }
        Command::Unit { unit: Unit::Add(add) } => {
            let app = offline(&add.data)?;
            let unit = OrgUnit { id: UnitId(app.new_id()), name: add.name, parent: add.parent };
            let id = unit.id;
            admin::add_units(&app, add.org, vec![unit]).await?;
            app.storage().close().await;
            say(format_args!("unit {id}"))?;
            Ok(())
        }
        Command::Member { member: Member::Add(add) } => {
            let app = offline(&add.data)?;
            let person = admin::add_member(&app, add.org, &add.person(), add.member()).await?;
            app.storage().close().await;
            say(format_args!("person {person}"))?;
            Ok(())
        }
        Command::Member { member: Member::Status(set) } => {
            let app = offline(&set.data)?;
            let person = admin::set_status(&app, set.org, &set.mail, set.status.into()).await?;
            app.storage().close().await;
            say(format_args!("person {person}"))?;
            Ok(())
        }
        Command::DemoWorld { data } => {
            let app = offline(&data)?;
            admin::demo_world(&app).await?;
            app.storage().close().await;
            say("the demo world is ready: sign in as hanako@example.test or kenta@example.test")?;
            Ok(())
        }
        Command::NewEpoch { data } => {
            let storage = open(&data)?;
            storage.renew_epoch().await?;
            storage.close().await;
            say("every device will read everything anew")?;
            Ok(())
        }
        Command::Openapi => {
            say(crate::openapi().to_pretty_json()?)?;
            Ok(())
        }
    }
}

/// An app without a network, for a command that writes and ends.
fn offline(data: &Path) -> Result<App, StorageError> {
    let storage = Arc::new(open(data)?);
    Ok(App::new(storage, Arc::new(NoMail), Arc::new(SystemClock), Arc::new(OsEntropy), Settings::default()))
}

/// Opens the data folder; makes it for its owner alone when there is none.
fn open(data: &Path) -> Result<SqliteStorage, StorageError> {
    let failed = |error: std::io::Error| StorageError::Failed(format!("the data folder {}: {error}", data.display()));
    if !data.exists() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(data).map_err(failed)?;
    }
    SqliteStorage::open(&data.join("resumex.db"), Mode::Thread)
}
