"""Two content security policies: public pages (strict) and the Wagtail admin.

The admin needs inline scripts (date widgets, choosers) and frames of its own previews; previews
themselves are served with the public policy.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_DIRECTIVES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "manifest-src": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_DIRECTIVES}

ADMIN_DIRECTIVES = PUBLIC_DIRECTIVES | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
}
