#include "ui/handover/revokedialog.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

RevokeDialog::RevokeDialog(const orcid::Environment &environment, const QString &clientName, QWidget *parent) : FlowDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How to revoke"));
    setMinimumWidth(560);
    const QString client = plain(clientName);
    const QString address = environment.issuer + u"/trusted-parties"_s;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(makeText(tr("Only the researcher can end it"), "name"));
    column->addWidget(makeText(tr("The researcher signs in at the registry, opens the list of trusted parties and revokes the access of %1:").arg(client)));
    QLabel *uri = makeText(address, "mono");
    uri->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(uri);
    column->addWidget(makeText(
        tr("From then on no id_token of %1 can be exchanged for this record. An access token already fetched lasts until its hour is over.").arg(client)));
    column->addWidget(makeText(tr("Deleting the package, or its use-by date, revokes nothing: a partner who has opened it holds the id_token."), "text2"));
    auto *row = new QHBoxLayout;
    auto *copy = makeButton(tr("Copy address"), u"copy"_s, tr("Copy address"));
    auto *close = makeButton(tr("Close"), {}, tr("Close"));
    row->addWidget(copy);
    row->addStretch();
    row->addWidget(close);
    column->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [address] { copyText(address); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace baton::ui
