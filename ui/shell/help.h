#pragma once

class QWidget;

namespace baton::ui {

/// The help page (F1): what the ten steps are, what each page is for, the keys.
void showHelp(QWidget *parent);

} // namespace baton::ui
