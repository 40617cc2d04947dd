// Package figure builds the figures that the window, its exports and the command line share.
package figure
