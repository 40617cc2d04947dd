// Package assets holds what comes with the program: a trained network for each set-up whose training can be skipped.
package assets

import "embed"

//go:embed models
var models embed.FS

// Model returns the model file of a set-up's default preset, trained to its end; false where there is none.
func Model(scene, setup string) ([]byte, bool) {
	b, err := models.ReadFile("models/" + scene + "-" + setup + ".innlab")
	return b, err == nil
}
