package window

// Asking for the name of a file, in the window or through the system's own dialog.

import (
	"fmt"

	"innlab/app/window/dialog"
)

// modelType is the ending of a saved network.
const modelType = ".innlab"

func (w *Window) openModel() {
	w.askFile(dialog.Ask{Title: "Open model", Types: []string{modelType, ".safetensors"}}, (*Window).readModel)
}

func (w *Window) saveModel() {
	if w.elsewhere() {
		return
	}
	w.askFile(dialog.Ask{Title: "Save model", Save: true, Types: []string{modelType, ".safetensors"}, Name: w.fileName("") + modelType}, (*Window).writeModel)
}

func (w *Window) saveSamples() {
	if w.elsewhere() {
		return
	}
	w.askFile(dialog.Ask{Title: "Save samples", Save: true, Types: []string{".csv"}, Name: w.fileName("samples") + ".csv"}, (*Window).writeSamples)
}

// elsewhere reports that the view on the screen is not about the explored network, and says what to do.
func (w *Window) elsewhere() bool {
	if w.view == 0 {
		return false
	}
	w.toast.Show("Click the letter of a column to open it in Explore; its network is saved there.", "")
	return true
}

func (w *Window) savePicture() {
	w.askFile(dialog.Ask{Title: "Save picture", Save: true, Types: []string{".png", ".svg", ".pdf"}, Name: w.fileName(w.views[w.view].subject()) + ".png"}, (*Window).writePicture)
}

// askFile opens the choice of a file; then happens with the one that is chosen.
func (w *Window) askFile(a dialog.Ask, then func(w *Window, path string)) {
	w.dialogs.close()
	w.dialogs.asked, w.dialogs.chosen, w.dialogs.declined = a, then, nil
	w.dialogs.files.Open(a, w.folder)
}

// fileChosen goes on with what was decided in the choice of a file.
func (w *Window) fileChosen(c dialog.FileChoice) {
	a, then, declined := w.dialogs.asked, w.dialogs.chosen, w.dialogs.declined
	switch {
	case c.Path != "":
		then(w, c.Path)
	case c.System && w.system != nil:
		ask := w.system
		w.beside(func() func(w *Window) {
			path, err := ask(a)
			return func(w *Window) {
				switch {
				case err != nil:
					w.dialogs.files.Fail("The system's own dialog is not to be had: " + err.Error() + ".")
				case path != "":
					then(w, path)
				case declined != nil:
					declined(w)
				}
			}
		})
	case declined != nil:
		declined(w)
	}
}

// fileName is what a file is called when nobody says otherwise: program, scene, set-up, subject, step.
func (w *Window) fileName(subject string) string {
	s := w.run().Snapshot()
	name := "innlab-" + s.Plan.Scene.Name + "-" + s.Plan.Setup.Name
	if subject != "" {
		name += "-" + subject
	}
	return fmt.Sprintf("%s-%d", name, s.Step)
}
