//! What shells and the program `man` are told.

use crate::support::{Ran, Site};
use std::fs;
use std::process::Command;

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = site.run(&["completions", shell]).expect_exit(0);
        for word in ["build", "completions", "strict"] {
            assert!(ran.stdout.contains(word), "{shell} does not know `{word}`");
        }
    }
    assert!(
        site.run(&["completions", "cobol"])
            .expect_exit(2)
            .stderr
            .contains("bash")
    );
}

#[test]
fn bash_takes_its_script_and_finishes_a_command() {
    let site = Site::empty();
    fs::write(
        site.path("masthead.bash"),
        site.run(&["completions", "bash"]).expect_exit(0).stdout,
    )
    .expect("a file");
    let script = "source masthead.bash; COMP_WORDS=(masthead bui); COMP_CWORD=1; _masthead \
        masthead bui masthead; echo \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("/bin/bash");
    site.prepare(bash.args(["--noprofile", "--norc", "-c", script]));
    let ran = Ran::from(&mut bash).expect_exit(0);
    assert_eq!(ran.stdout.trim(), "build", "{ran}");
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let site = Site::empty();
    let main = site.run(&["man"]).expect_exit(0).stdout;
    assert!(main.contains(".TH masthead 1"), "{main}");
    let ran = site.run(&["man", "made/man1"]).expect_exit(0);
    let command = masthead::cli::command();
    for name in command.get_subcommands().map(clap::Command::get_name) {
        let page = site.read(&format!("made/man1/masthead-{name}.1"));
        assert!(
            page.contains(&format!(".TH masthead-{name} 1"))
                || page.contains(&format!(".TH \"masthead-{name}\" 1")),
            "{name}:\n{page}"
        );
    }
    assert_eq!(site.read("made/man1/masthead.1"), main);
    assert!(ran.stdout.contains("made/man1"), "{ran}");
    site.put("file", "");
    assert!(
        site.run(&["man", "file/x"])
            .expect_exit(2)
            .stderr
            .contains("cannot write")
    );
}
