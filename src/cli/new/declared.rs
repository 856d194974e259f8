//! Makes new pages of the kinds that themes declare. From: a declaration, arguments and answers.
//! To: a [`FilePlan`].

use super::answer_source::{AnswerSource, Question};
use super::declared_args::{DeclaredArgs, options, sentence};
use super::field_values::{self, GivenField};
use super::file_plan::FilePlan;
use super::files::{self, OfferedFile};
use super::front_matter::{FrontMatterText, remark};
use super::names;
use super::page::{add_section, finish, summary};
use super::site_context::SiteContext;
use crate::base::SourcePath;
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::{
    KindDeclaration, ListOrder, StructuredType, StructuredValue,
};
use crate::parse::place::CONTENT;
use crate::parse::schema::{Field, FieldKind};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::listed;
use std::path::Path;

/// Plans a page of a declared kind in a file of its own.
pub(super) fn declared(
    args: &DeclaredArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let kind = Kind::named(&args.kind);
    let Some(declaration) = known.kinds.get(&kind) else {
        let message = format!("there is no kind of page called `{kind}` here");
        return Err(Failure::usage(message));
    };
    let folder = folder(args, declaration, known)?;
    let title = names::title(answers, args.page.title.as_deref(), kind.name())?;
    let name = names::name(answers, args.page.name.as_deref(), &title)?;
    let path = folder.join(&format!("{name}.md"));
    names::free(known, &path)?;
    names::free(known, &folder.join(&name))?;
    let mut sitting = FieldSitting::new(declaration, known, &path);
    sitting.find_all(args, answers)?;
    let summary = summary(answers, args.page.summary.as_deref())?;

    let mut front = known.front_of(&kind, &path);
    if declaration.only_with_fields && sitting.given.is_empty() {
        front.say("kind", kind.name());
    }
    front.say("title", &title);
    sitting.say(&mut front);
    front.say_or_note("summary", summary.as_deref());
    front.gap();
    front.note("nav_title");
    if uses_date(declaration) {
        front.day("date", known.today);
    } else {
        front.note("date");
    }
    front.note("weight");
    finish(&mut front, &args.page, None);
    let mut plan = FilePlan::default();
    plan.text(path, front.above(&remark(&[BODY])));
    for file in sitting.files {
        if let Some(source) = file.from {
            plan.copy(file.path, source);
        }
    }
    if folder.as_str() != CONTENT {
        let title = sentence(&folder.file_name().replace('-', " "));
        add_section(&mut plan, &folder, &title, known);
    }
    Ok(plan)
}

const BODY: &str = "Write your text below. Leave an empty line between paragraphs. This remark is \
                    not published.";

/// Finds the folder of the new page: as given, else that of its kind, which may not be there yet.
fn folder(
    args: &DeclaredArgs,
    declaration: &KindDeclaration,
    known: &SiteContext<'_>,
) -> Result<SourcePath, Failure> {
    if let Some(folder) = &args.page.folder {
        return names::folder(folder, known);
    }
    let usual = declaration.folder.as_deref().unwrap_or_default();
    Ok(known.collection(&declaration.kind, usual, None))
}

/// The search for the values of a page's fields.
struct FieldSitting<'s> {
    declaration: &'s KindDeclaration,
    known: &'s SiteContext<'s>,
    vocabulary: Vocabulary,
    /// The folder of the page.
    folder: SourcePath,
    /// The folder for files of the page that are copied.
    beside: SourcePath,
    /// The values found so far.
    given: Vec<GivenField>,
    /// The files that the values name.
    files: Vec<OfferedFile>,
}

impl<'s> FieldSitting<'s> {
    fn new(
        declaration: &'s KindDeclaration,
        known: &'s SiteContext<'s>,
        path: &SourcePath,
    ) -> Self {
        let folder = path.folder();
        Self {
            declaration,
            known,
            vocabulary: known.people.vocabulary(&known.settings, &known.kinds),
            beside: folder.join(path.stem()),
            folder,
            given: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Finds a value for every field that is given or must be there.
    fn find_all(
        &mut self,
        args: &DeclaredArgs,
        answers: &mut AnswerSource<'_>,
    ) -> Result<(), Failure> {
        let declaration = self.declaration;
        if !answers.is_asking() {
            self.refuse_missing(args)?;
        }
        for field in &declaration.schema.fields {
            let typed = typed(args, field);
            if !typed.is_empty() {
                self.take(field, &typed)?;
            } else if field.is_needed() {
                self.ask(field, answers)?;
            }
        }
        self.ask_one_of(answers)
    }

    /// Stops where nobody can be asked for what must be there.
    fn refuse_missing(&self, args: &DeclaredArgs) -> Result<(), Failure> {
        let schema = &self.declaration.schema;
        let is_given = |field: &&Field| !typed(args, field).is_empty();
        let mut missing: Vec<&Field> = schema
            .fields
            .iter()
            .filter(|field| field.is_needed() && !is_given(field))
            .collect();
        let mut choice = schema
            .fields
            .iter()
            .filter(|field| schema.one_of.contains(&field.name));
        if !choice.clone().any(|field| is_given(&field)) {
            missing.extend(choice.next());
        }
        if missing.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = missing.iter().map(|field| field.name.as_str()).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let options: Vec<String> = missing
            .iter()
            .map(|field| self.option_with_example(field))
            .collect();
        Err(Failure::usage(format!(
            "{} {verb} missing; write it like this: masthead new {} {} {}",
            listed(&names),
            self.declaration.kind,
            in_shell(args.page.title.as_deref().unwrap_or("A title")),
            options.join(" ")
        )))
    }

    /// Writes an option with an example of a value as somebody types it.
    fn option_with_example(&self, field: &Field) -> String {
        let option = self.option(field);
        format!("{option} {}", in_shell(&field_values::example(field)))
    }

    /// Returns the option that gives a field its value.
    fn option(&self, field: &Field) -> String {
        let options = options(self.declaration);
        let option = options.iter().find(|(name, _)| *name == field.name);
        option.map_or_else(|| field.name.clone(), |(_, option)| format!("--{option}"))
    }

    /// Takes the values that options give.
    fn take(&mut self, field: &Field, typed: &[String]) -> Result<(), Failure> {
        let mut values = Vec::new();
        for text in typed {
            let value = self.understand(field, text).map_err(|why| {
                Failure::usage(format!(
                    "`{} {}`: {why}",
                    self.option(field),
                    in_shell(text)
                ))
            })?;
            values.push(value);
        }
        self.add(field, values)
    }

    /// Adds the values of a field, unless the field cannot have so many or so few.
    fn add(&mut self, field: &Field, values: Vec<String>) -> Result<(), Failure> {
        let given = GivenField {
            name: field.name.clone(),
            values,
        };
        if let Some(why) = field_values::complaint(field, &given, &self.vocabulary) {
            return Err(Failure::usage(format!("{}: {why}", self.option(field))));
        }
        self.given.push(given);
        Ok(())
    }

    /// Asks for a field that must be there.
    fn ask(&mut self, field: &Field, answers: &mut AnswerSource<'_>) -> Result<(), Failure> {
        let question = field_values::question(field);
        let option = self.option(field);
        let wanted = Question::new(&option, &question);
        let first = answers.need(&wanted, None, "", &mut |text| self.understand(field, text))?;
        self.add_answers(field, first, answers)
    }

    /// Adds an answer, and asks for more where the field holds a list.
    fn add_answers(
        &mut self,
        field: &Field,
        first: String,
        answers: &mut AnswerSource<'_>,
    ) -> Result<(), Failure> {
        let mut values = vec![first];
        while matches!(field.kind, FieldKind::List(_)) && answers.is_asking() {
            let question = "  Another one (leave empty when there are no more)";
            let next = answers.may(&Question::asked(question), None, &mut |text| {
                self.understand(field, text)
            })?;
            let Some(next) = next else {
                break;
            };
            values.push(next);
        }
        self.add(field, values)
    }

    /// Asks for one field after the other where one of several must be there.
    fn ask_one_of(&mut self, answers: &mut AnswerSource<'_>) -> Result<(), Failure> {
        let declaration = self.declaration;
        let one_of = &declaration.schema.one_of;
        let is_given = self.given.iter().any(|given| one_of.contains(&given.name));
        if is_given || one_of.is_empty() || !answers.is_asking() {
            return Ok(());
        }
        let fields = declaration.schema.fields.iter();
        let choice: Vec<&Field> = fields
            .filter(|field| one_of.contains(&field.name))
            .collect();
        let Some((last, others)) = choice.split_last() else {
            return Ok(());
        };
        for field in others {
            let question = format!("{} (leave empty for none)", field_values::question(field));
            let answer = answers.may(&Question::asked(&question), None, &mut |text| {
                self.understand(field, text)
            })?;
            if let Some(first) = answer {
                return self.add_answers(field, first, answers);
            }
        }
        self.ask(last, answers)
    }

    /// Turns the words for a field into a value. A file is looked for where the page will stand,
    /// then in the folder of whoever types, from where it is copied.
    fn understand(&mut self, field: &Field, text: &str) -> Result<String, String> {
        let of = match &field.kind {
            FieldKind::List(of) => &of.kind,
            other => other,
        };
        let is_file = matches!(of, FieldKind::Asset | FieldKind::Picture | FieldKind::Data);
        let typed = if is_file {
            self.file(text)?
        } else {
            names::words(text.trim())?.to_owned()
        };
        field_values::value(field, &typed, self.known.today, &self.vocabulary)
    }

    /// Finds a file, and returns its path as seen from the page.
    fn file(&mut self, text: &str) -> Result<String, String> {
        let in_site = self.folder.resolve(text);
        if in_site.is_some_and(|path| self.known.tree.assets.contains_key(&path)) {
            return Ok(text.to_owned());
        }
        let dropped = files::dropped(text);
        let file = files::find(Path::new(&dropped), &self.beside, self.known)?;
        let reference = file.reference(&self.folder);
        if !self.files.contains(&file) {
            self.files.push(files::distinct(file, &self.files)?);
        }
        Ok(reference)
    }

    /// Adds every field to the front matter: its value, or a note.
    fn say(&self, front: &mut FrontMatterText) {
        for field in &self.declaration.schema.fields {
            match self.given.iter().find(|given| given.name == field.name) {
                Some(given) => front.lines(&given.lines(&field.kind)),
                None => front.note_lines(
                    &field.name,
                    &field_values::example_lines(field, self.known.today),
                ),
            }
        }
    }
}

/// Reports whether lists or search engines are told the day of a page.
fn uses_date(declaration: &KindDeclaration) -> bool {
    let is_order = |order: &ListOrder| order.field == "date";
    let date = StructuredValue::Field("date".to_owned());
    let structured = declaration.structured.as_ref();
    let is_told = |told: &StructuredType| told.properties.iter().any(|(_, value)| *value == date);
    declaration.order.as_ref().is_some_and(is_order) || structured.is_some_and(is_told)
}

/// Lists the values that options give a field.
fn typed(args: &DeclaredArgs, field: &Field) -> Vec<String> {
    let values = args.values.get(&field.name).into_iter().flatten();
    let values = values.map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}

/// Writes words as they are typed on a command line.
fn in_shell(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', "\\\""))
    }
}
