"""What users of Windows type in its PowerShell to verify a snapshot: it has no sha256sum, and no ``<``."""

from __future__ import annotations

from goalbook.snapshot.bag import SIGNATURE, SUMS
from goalbook.snapshot.sign import NAMESPACE

# Names of files in Chinese need the encoding. It prints the names of files that aren't as they were.
CHECK = (
    f"Get-Content -Encoding UTF8 {SUMS} | ForEach-Object {{ $sum, $file = $_ -split '  ', 2; "
    "if ((Get-FileHash -LiteralPath $file).Hash -ne $sum) { $file } }"
)
CHECK_SIGNATURE = f'cmd /c "ssh-keygen -Y verify -n {NAMESPACE} -f allowed_signers -I … -s {SIGNATURE} < {SUMS}"'
