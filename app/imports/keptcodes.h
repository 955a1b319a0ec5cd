#pragma once

#include "app/formats/reader.h"
#include "app/imports/rehearsal.h"
#include "app/record/journal.h"
#include "app/vault/vault.h"

namespace baton::imports {

/// A kind of file, imported into one record under one delegation.
struct FileKind {
    record::Place place;
    QString fingerprint;    ///< formats::fingerprint()
    formats::Format format = formats::Format::BibTeX;
    QString section;

    static FileKind of(const record::Place &place, const formats::ReadFile &file);
};

/// What later imports of the same kind of file go by, in the vault: which row became which put-code (kind "import-codes"), so that
/// the file updates instead of duplicating even when an identifier in it changed; and what its fields become (kind
/// "import-mapping"), whoever's record it is.
class KeptCodes {
public:
    explicit KeptCodes(vault::Vault &vault) : m_vault(vault) { }

    /// Of this kind; of others with the same format and section too where it has none, since a file may have gained a field.
    Codes codes(const FileKind &kind) const;
    /// Adds to what is kept. Errors: vault.*.
    Result<void> keep(const FileKind &kind, const Codes &codes);

    std::optional<formats::Mapping> mapping(const QString &fingerprint) const;
    Result<void> keepMapping(const QString &fingerprint, const formats::Mapping &mapping);

private:
    vault::Vault &m_vault;
};

} // namespace baton::imports
