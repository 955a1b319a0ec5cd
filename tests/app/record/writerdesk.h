#pragma once

#include "app/record/undo.h"
#include "tests/app/record/fakerecord.h"
#include "tests/support/scriptedkeychain.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace baton::test {

/// What a record is written with: a vault on disk that can be started again, the journal, drafts, and who writes and takes back.
struct WriterDesk {
    QTemporaryDir folder;
    std::shared_ptr<ScriptedKeychain::Drawer> drawer = std::make_shared<ScriptedKeychain::Drawer>();
    FakeRecord &registry;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<record::Journal> journal;
    std::unique_ptr<record::Drafts> drafts;
    std::unique_ptr<record::Writer> writer;
    std::unique_ptr<record::Undo> undo;

    explicit WriterDesk(FakeRecord &record) : registry(record) { start(); }

    void start()
    {
        undo.reset();
        writer.reset();
        drafts.reset();
        journal.reset();
        vault.reset();
        vault = std::make_unique<vault::Vault>(folder.filePath(QStringLiteral("profile")), std::make_unique<ScriptedKeychain>(drawer));
        vault->open();
        [this] { QTRY_VERIFY(vault->isOpen()); }();
        journal = std::make_unique<record::Journal>(*vault);
        drafts = std::make_unique<record::Drafts>(*vault);
        writer = std::make_unique<record::Writer>(registry.client, registry.session, *journal);
        undo = std::make_unique<record::Undo>(registry.client, registry.session, *writer);
    }

    QList<record::JournalEntry> entries() const { return journal->entries(writer->place().environmentId, writer->place().orcid); }
};

} // namespace baton::test
