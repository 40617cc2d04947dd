// Package widgets draws numbers: plots as a frame and marks, on the screen and into files from one description.
// It knows nothing of training.
package widgets
