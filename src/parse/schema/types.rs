//! The types of the field language. One table holds their names and what the theme guide says of
//! them; reading, messages and the guide take them from there.

macro_rules! field_types {
    ($(
        $variant:ident $name:literal [$($setting:literal)*],
        $written:literal => $given:literal;
    )*) => {
        /// A type of field, by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FieldType { $(
            #[doc = $written]
            $variant,
        )* }

        impl FieldType {
            /// Every type, in the order of the guide.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name that declarations use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Returns what people write for a field of the type, in markdown.
            #[must_use]
            pub const fn written(self) -> &'static str {
                match self { $(Self::$variant => $written),* }
            }

            /// Returns the names of the settings that only some types have, this one among them.
            #[must_use]
            pub const fn settings(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($setting),*]),* }
            }

            /// Returns what the template gets, in markdown.
            #[must_use]
            pub const fn given(self) -> &'static str {
                match self { $(Self::$variant => $given),* }
            }
        }
    };
}

field_types! {
    Text "text" ["default" "longest" "pattern"], "Words."
        => "Text.";
    Markdown "markdown" ["longest"], "Markdown. Links in it are checked."
        => "HTML.";
    Heading "heading" ["longest" "pattern"], "Words that become a heading. Links can lead to it, \
        and the table of contents lists it."
        => "`title`, `id`, and `level`, which fits the text around it.";
    Email "email" [], "An e-mail address. Its form is checked."
        => "Text.";
    Phone "phone" [], "A telephone number as people read it, or several. masthead warns of one \
        that nobody can dial."
        => "Text, for the filter `phone`.";
    Link "link" ["pattern"], "A file, or an address. It is checked."
        => "An address, for the filter `href`.";
    Page "page" ["of"], "The file of a page, such as `about.md`. It is checked. With `of: report` \
        it must be a page of that kind."
        => "`title`, `url`, `summary`, `date` and `kind` of the page.";
    Asset "asset" [], "A file. It is checked and published."
        => "A file, as above.";
    Picture "picture" [], "The file of a picture. It is checked and published."
        => "A file, as above, with `width` and `height`.";
    Data "data" [], "A CSV file, shown as a table."
        => "`columns` (`title`, `numeric`), `rows` and `totals` (cells with `text`, `numeric`, \
            `value` of a number, and `hidden` of a figure that is kept back), `method` with what \
            was done to figures about people, `url` and `size` of the table as a file, `hides` if \
            that file has `[c]` in place of `*`. A block can \
            have only one such field, and it cannot be inside a list or a group.";
    Role "role" [], "One of the site's [roles](settings.md#roles)."
        => "The word.";
    Person "person" [], "The key of a [person](people-and-topics.md#people)."
        => "`name`, `role`, `team`, and `url` if they have a page.";
    Topic "topic" [], "The name of a [topic](people-and-topics.md#topics)."
        => "`name`, and `url` of its list if a page has the topic.";
    Date "date" ["default" "after"], "A day."
        => "The day, for the filters `date` and `time`.";
    Time "time" ["default" "after"], "A day and a time of the day such as `2026-03-12 10:00`, a \
        day alone, or a time alone. It is the time of the site's place."
        => "The time as text, for the filters `date` and `time`.";
    Number "number" ["default" "least" "most" "whole"], "A number."
        => "A number.";
    Disclosure "disclosure" [], "The rule by which small numbers about people are kept back, as in \
        the [settings](settings.md#disclosure)."
        => "The rule as text: `nhs`, `threshold: 10`.";
    YesNo "yes-no" ["default"], "`yes`, `no`, `true` or `false`."
        => "True or false.";
    Choice "choice" ["choices" "default"], "One of `choices`."
        => "The word.";
    List "list" ["of" "least" "most"], "Several values. A single value becomes a list of one."
        => "A list.";
    Group "group" ["fields"], "Names with values."
        => "The same.";
}

impl FieldType {
    /// Returns the type of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|of| of.name() == name)
    }

    /// Returns the name of every type.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|of| of.name()).collect()
    }

    /// Reports whether fields of the type have a setting that only some types have.
    #[must_use]
    pub fn takes(self, setting: &str) -> bool {
        self.settings().contains(&setting)
    }

    /// Returns the table of the types for the theme guide.
    #[must_use]
    pub fn guide_table() -> String {
        let mut table =
            "| Type | What people write | What the template gets | Settings of its own |\n\
             | ---- | ----------------- | ---------------------- | ------------------- |\n"
                .to_owned();
        for of in Self::ALL {
            let settings: Vec<String> = of
                .settings()
                .iter()
                .map(|setting| format!("`{setting}`"))
                .collect();
            let settings = settings.join(", ");
            let row = [of.written(), of.given(), settings.as_str()].join(" | ");
            table.extend(["| `", of.name(), "` | ", row.as_str(), " |\n"]);
        }
        table
    }
}
