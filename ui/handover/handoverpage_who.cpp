// Who waits on the Hand over page, and who of them goes into the package.
#include "ui/handover/handoverpage.h"

#include "ui/common/widgets.h"
#include "ui/handover/packageform.h"
#include "ui/handover/pasthandovers.h"
#include "ui/handover/powerview.h"
#include "ui/handover/sharedcard.h"

#include <algorithm>

namespace baton::ui {

void HandOverPage::setSubject(const signin::Tokens &tokens, const claims::Claims &claims)
{
    const Subject subject { tokens, claims };
    m_all.removeIf([&](const Subject &one) {
        const bool elsewhere = one.tokens.environment.id != tokens.environment.id;
        return elsewhere || (one.orcid() == subject.orcid() && one.tokens.client.clientId == tokens.client.clientId);
    });
    m_all << subject;
    m_clientId = tokens.client.clientId;
    m_done->hide();
    m_recipes->hide();
    m_past->setEnvironment(tokens.environment.id);
    showSubjects();
}

void HandOverPage::chooseOnly(const signin::Tokens &tokens)
{
    const auto known = std::find_if(m_all.cbegin(), m_all.cend(), [&](const Subject &one) { return one.tokens.idToken == tokens.idToken; });
    if (known == m_all.cend())
        return;
    m_clientId = tokens.client.clientId;
    const QString orcid = known->orcid();
    showSubjects();
    m_shared->chooseOnly(orcid);
}

void HandOverPage::removeSubject(const signin::Tokens &tokens)
{
    const qsizetype gone = m_all.removeIf([&](const Subject &one) { return one.tokens.idToken == tokens.idToken; });
    if (gone > 0)
        showSubjects();
}

void HandOverPage::clear()
{
    ++m_generation;
    m_all.clear();
    m_powers->close();
    m_clientId.clear();
    m_form->clear();
    m_done->hide();
    m_recipes->hide();
    hideBanner();
    showSubjects();
}

void HandOverPage::setWhyEnded(WhyEnded whyEnded)
{
    m_shared->setWhyEnded(std::move(whyEnded));
    refresh();
}

void HandOverPage::lookAgain()
{
    m_shared->lookAgain();
    refresh();
}

QList<Subject> HandOverPage::subjects() const
{
    QList<Subject> out;
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(out), [this](const Subject &one) { return one.tokens.client.clientId == m_clientId; });
    return out;
}

QList<Subject> HandOverPage::chosen() const
{
    return m_shared->chosen();
}

void HandOverPage::showSubjects()
{
    if (subjects().isEmpty() && !m_all.isEmpty())
        m_clientId = m_all.last().tokens.client.clientId;
    const QList<Subject> here = subjects();
    showClient();
    m_shared->setSubjects(here);
    if (!here.isEmpty())
        m_form->showPartners(here.first().tokens.environment.id, m_clientId);
    m_empty->setVisible(here.isEmpty());
    m_filled->setVisible(!here.isEmpty());
    refresh();
}

void HandOverPage::showClient()
{
    m_client->clear();
    for (const Subject &one : std::as_const(m_all)) {
        const clients::ClientProfile &client = one.tokens.client;
        if (m_client->findData(client.clientId) < 0)
            m_client->addItem(plain(client.name.isEmpty() ? client.clientId : client.name), client.clientId);
    }
    m_client->setCurrentIndex(m_client->findData(m_clientId));
    m_clientRow->setVisible(m_client->count() > 1);
}

} // namespace baton::ui
