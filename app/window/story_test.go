package window

import (
	"testing"

	"innlab/app/session"
	"innlab/scenes"
)

// The status line says what is asked; what the scene claims it says only of an answer that bears it out, to the y on
// screen, by a network that has been trained.
func TestStory(t *testing.T) {
	for i := range scenes.All {
		sc := &scenes.All[i]
		d, w, f := showScene(t, sc.Name, 1280, 800, nil)
		says := func(what, want string) {
			t.Helper()
			d.Frame()
			fr := &frame{Window: w, ans: f.ans, snap: f.snap, look: seen(f.snap, f.ans, &w.choice, 0)}
			if got := fr.story(); got != want {
				t.Errorf("%s, %s: the status line says %q, want %q", sc.Name, what, got, want)
			}
		}
		claims := func(words string) {
			a := *f.ans
			a.Clouds = append([]session.Cloud(nil), a.Clouds...)
			q := session.Quality{}
			if a.Clouds[0].Quality != nil {
				q = *a.Clouds[0].Quality
			}
			q.Claim = words
			a.Clouds[0].Quality, f.ans = &q, &a
		}
		claims("")
		says("nothing borne out", sc.Story)
		claims("It is so.")
		says("borne out", "It is so.")
		y := w.choice.y
		w.choice.y = append([]float64(nil), y...)
		w.choice.y[0] += 1e-3
		says("another y", sc.Story)
		w.choice.y = y
		f.change(func(s *session.Snapshot) { s.Step = 100 })
		claims("It is so.")
		says("early", sc.Story)
		f.change(func(s *session.Snapshot) { s.Step = 0 })
		claims("It is so.")
		says("untrained", sc.Story)
	}
}
