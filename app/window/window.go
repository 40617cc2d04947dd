// Package window is the desktop window: views, panels and dialogs over a session.
package window
