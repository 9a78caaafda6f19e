"""An application that cannot be imported."""

import no_such_module_anywhere

app = no_such_module_anywhere.app
