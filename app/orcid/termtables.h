#pragma once

#include <QtCore/QtGlobal>

// Values with their words, marked for translation in the context "Vocabulary"; for enumerations.cpp only (orcid.md 10).
namespace baton::orcid::tables {

struct Entry {
    const char *value;
    const char *label;
};

inline constexpr Entry kWorkTypes[] = {
    { "annotation", QT_TRANSLATE_NOOP("Vocabulary", "Annotation") },
    { "artistic-performance", QT_TRANSLATE_NOOP("Vocabulary", "Artistic performance") },
    { "blog-post", QT_TRANSLATE_NOOP("Vocabulary", "Blog post") },
    { "book-chapter", QT_TRANSLATE_NOOP("Vocabulary", "Book chapter") },
    { "book-review", QT_TRANSLATE_NOOP("Vocabulary", "Book review") },
    { "book", QT_TRANSLATE_NOOP("Vocabulary", "Book") },
    { "cartographic-material", QT_TRANSLATE_NOOP("Vocabulary", "Cartographic material") },
    { "clinical-study", QT_TRANSLATE_NOOP("Vocabulary", "Clinical study") },
    { "conference-abstract", QT_TRANSLATE_NOOP("Vocabulary", "Conference abstract") },
    { "conference-output", QT_TRANSLATE_NOOP("Vocabulary", "Conference output") },
    { "conference-paper", QT_TRANSLATE_NOOP("Vocabulary", "Conference paper") },
    { "conference-poster", QT_TRANSLATE_NOOP("Vocabulary", "Conference poster") },
    { "conference-presentation", QT_TRANSLATE_NOOP("Vocabulary", "Conference presentation") },
    { "conference-proceedings", QT_TRANSLATE_NOOP("Vocabulary", "Conference proceedings") },
    { "data-management-plan", QT_TRANSLATE_NOOP("Vocabulary", "Data management plan") },
    { "data-set", QT_TRANSLATE_NOOP("Vocabulary", "Dataset") },
    { "design", QT_TRANSLATE_NOOP("Vocabulary", "Design") },
    { "dictionary-entry", QT_TRANSLATE_NOOP("Vocabulary", "Dictionary entry") },
    { "disclosure", QT_TRANSLATE_NOOP("Vocabulary", "Disclosure") },
    { "dissertation-thesis", QT_TRANSLATE_NOOP("Vocabulary", "Dissertation or thesis") },
    { "edited-book", QT_TRANSLATE_NOOP("Vocabulary", "Edited book") },
    { "encyclopedia-entry", QT_TRANSLATE_NOOP("Vocabulary", "Encyclopedia entry") },
    { "image", QT_TRANSLATE_NOOP("Vocabulary", "Image") },
    { "invention", QT_TRANSLATE_NOOP("Vocabulary", "Invention") },
    { "journal-article", QT_TRANSLATE_NOOP("Vocabulary", "Journal article") },
    { "journal-issue", QT_TRANSLATE_NOOP("Vocabulary", "Journal issue") },
    { "learning-object", QT_TRANSLATE_NOOP("Vocabulary", "Learning object") },
    { "lecture-speech", QT_TRANSLATE_NOOP("Vocabulary", "Lecture or speech") },
    { "license", QT_TRANSLATE_NOOP("Vocabulary", "License") },
    { "magazine-article", QT_TRANSLATE_NOOP("Vocabulary", "Magazine article") },
    { "manual", QT_TRANSLATE_NOOP("Vocabulary", "Manual") },
    { "moving-image", QT_TRANSLATE_NOOP("Vocabulary", "Moving image") },
    { "musical-composition", QT_TRANSLATE_NOOP("Vocabulary", "Musical composition") },
    { "newsletter-article", QT_TRANSLATE_NOOP("Vocabulary", "Newsletter article") },
    { "newspaper-article", QT_TRANSLATE_NOOP("Vocabulary", "Newspaper article") },
    { "online-resource", QT_TRANSLATE_NOOP("Vocabulary", "Online resource") },
    { "other", QT_TRANSLATE_NOOP("Vocabulary", "Other") },
    { "patent", QT_TRANSLATE_NOOP("Vocabulary", "Patent") },
    { "physical-object", QT_TRANSLATE_NOOP("Vocabulary", "Physical object") },
    { "preprint", QT_TRANSLATE_NOOP("Vocabulary", "Preprint") },
    { "public-speech", QT_TRANSLATE_NOOP("Vocabulary", "Public speech") },
    { "registered-copyright", QT_TRANSLATE_NOOP("Vocabulary", "Registered copyright") },
    { "report", QT_TRANSLATE_NOOP("Vocabulary", "Report") },
    { "research-technique", QT_TRANSLATE_NOOP("Vocabulary", "Research technique") },
    { "research-tool", QT_TRANSLATE_NOOP("Vocabulary", "Research tool") },
    { "review", QT_TRANSLATE_NOOP("Vocabulary", "Review") },
    { "software", QT_TRANSLATE_NOOP("Vocabulary", "Software") },
    { "sound", QT_TRANSLATE_NOOP("Vocabulary", "Sound") },
    { "spin-off-company", QT_TRANSLATE_NOOP("Vocabulary", "Spin-off company") },
    { "standards-and-policy", QT_TRANSLATE_NOOP("Vocabulary", "Standard or policy") },
    { "supervised-student-publication", QT_TRANSLATE_NOOP("Vocabulary", "Supervised student publication") },
    { "technical-standard", QT_TRANSLATE_NOOP("Vocabulary", "Technical standard") },
    { "test", QT_TRANSLATE_NOOP("Vocabulary", "Test") },
    { "trademark", QT_TRANSLATE_NOOP("Vocabulary", "Trademark") },
    { "transcription", QT_TRANSLATE_NOOP("Vocabulary", "Transcription") },
    { "translation", QT_TRANSLATE_NOOP("Vocabulary", "Translation") },
    { "website", QT_TRANSLATE_NOOP("Vocabulary", "Website") },
    { "working-paper", QT_TRANSLATE_NOOP("Vocabulary", "Working paper") },
    { "undefined", QT_TRANSLATE_NOOP("Vocabulary", "Not defined") },
};

inline constexpr Entry kFundingTypes[] = {
    { "grant", QT_TRANSLATE_NOOP("Vocabulary", "Grant") },
    { "contract", QT_TRANSLATE_NOOP("Vocabulary", "Contract") },
    { "award", QT_TRANSLATE_NOOP("Vocabulary", "Award") },
    { "salary-award", QT_TRANSLATE_NOOP("Vocabulary", "Salary award") },
};

inline constexpr Entry kWorkRoles[] = {
    { "author", QT_TRANSLATE_NOOP("Vocabulary", "Author") },
    { "assignee", QT_TRANSLATE_NOOP("Vocabulary", "Assignee") },
    { "editor", QT_TRANSLATE_NOOP("Vocabulary", "Editor") },
    { "chair-or-translator", QT_TRANSLATE_NOOP("Vocabulary", "Chair or translator") },
    { "co-investigator", QT_TRANSLATE_NOOP("Vocabulary", "Co-investigator") },
    { "co-inventor", QT_TRANSLATE_NOOP("Vocabulary", "Co-inventor") },
    { "graduate-student", QT_TRANSLATE_NOOP("Vocabulary", "Graduate student") },
    { "other-inventor", QT_TRANSLATE_NOOP("Vocabulary", "Other inventor") },
    { "principal-investigator", QT_TRANSLATE_NOOP("Vocabulary", "Principal investigator") },
    { "postdoctoral-researcher", QT_TRANSLATE_NOOP("Vocabulary", "Postdoctoral researcher") },
    { "support-staff", QT_TRANSLATE_NOOP("Vocabulary", "Support staff") },
};

inline constexpr Entry kCreditRoles[] = {
    { "conceptualization", QT_TRANSLATE_NOOP("Vocabulary", "Conceptualization") },
    { "data-curation", QT_TRANSLATE_NOOP("Vocabulary", "Data curation") },
    { "formal-analysis", QT_TRANSLATE_NOOP("Vocabulary", "Formal analysis") },
    { "funding-acquisition", QT_TRANSLATE_NOOP("Vocabulary", "Funding acquisition") },
    { "investigation", QT_TRANSLATE_NOOP("Vocabulary", "Investigation") },
    { "methodology", QT_TRANSLATE_NOOP("Vocabulary", "Methodology") },
    { "project-administration", QT_TRANSLATE_NOOP("Vocabulary", "Project administration") },
    { "resources", QT_TRANSLATE_NOOP("Vocabulary", "Resources") },
    { "software", QT_TRANSLATE_NOOP("Vocabulary", "Software") },
    { "supervision", QT_TRANSLATE_NOOP("Vocabulary", "Supervision") },
    { "validation", QT_TRANSLATE_NOOP("Vocabulary", "Validation") },
    { "visualization", QT_TRANSLATE_NOOP("Vocabulary", "Visualization") },
    { "writing-original-draft", QT_TRANSLATE_NOOP("Vocabulary", "Writing, original draft") },
    { "writing-review-editing", QT_TRANSLATE_NOOP("Vocabulary", "Writing, review and editing") },
};

inline constexpr Entry kFundingRoles[] = {
    { "lead", QT_TRANSLATE_NOOP("Vocabulary", "Lead") },
    { "co-lead", QT_TRANSLATE_NOOP("Vocabulary", "Co-lead") },
    { "supported-by", QT_TRANSLATE_NOOP("Vocabulary", "Supported by") },
    { "other-contribution", QT_TRANSLATE_NOOP("Vocabulary", "Other contribution") },
};

inline constexpr Entry kSequences[] = {
    { "first", QT_TRANSLATE_NOOP("Vocabulary", "First") },
    { "additional", QT_TRANSLATE_NOOP("Vocabulary", "Additional") },
};

inline constexpr Entry kReviewTypes[] = {
    { "review", QT_TRANSLATE_NOOP("Vocabulary", "Review") },
    { "evaluation", QT_TRANSLATE_NOOP("Vocabulary", "Evaluation") },
};

inline constexpr Entry kReviewerRoles[] = {
    { "reviewer", QT_TRANSLATE_NOOP("Vocabulary", "Reviewer") },
    { "editor", QT_TRANSLATE_NOOP("Vocabulary", "Editor") },
    { "member", QT_TRANSLATE_NOOP("Vocabulary", "Member") },
    { "chair", QT_TRANSLATE_NOOP("Vocabulary", "Chair") },
    { "organizer", QT_TRANSLATE_NOOP("Vocabulary", "Organizer") },
};

inline constexpr Entry kOtherSubjects[] = {
    { "grant", QT_TRANSLATE_NOOP("Vocabulary", "Grant") },
    { "contract", QT_TRANSLATE_NOOP("Vocabulary", "Contract") },
    { "award", QT_TRANSLATE_NOOP("Vocabulary", "Award") },
    { "salary-award", QT_TRANSLATE_NOOP("Vocabulary", "Salary award") },
    { "research-resource-proposal", QT_TRANSLATE_NOOP("Vocabulary", "Research resource proposal") },
};

inline constexpr Entry kResourceTypes[] = {
    { "infrastructures", QT_TRANSLATE_NOOP("Vocabulary", "Infrastructures") },
    { "collections", QT_TRANSLATE_NOOP("Vocabulary", "Collections") },
    { "equipment", QT_TRANSLATE_NOOP("Vocabulary", "Equipment") },
    { "services", QT_TRANSLATE_NOOP("Vocabulary", "Services") },
};

} // namespace baton::orcid::tables
