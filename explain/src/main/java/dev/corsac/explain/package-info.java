/**
 * Why a browser blocked a call, and what to change: recorded calls, their diagnosis and the fix.
 *
 * <p>A {@link dev.corsac.explain.RecordedCall} is read from what somebody pastes ({@link dev.corsac.explain.PasteReader}), from a HAR
 * file ({@link dev.corsac.explain.HarReader}, which reads what {@link dev.corsac.explain.HarWriter} writes), or of what a server responds ({@link
 * dev.corsac.explain.SendPlan}). {@link dev.corsac.explain.Diagnoser} makes a {@link dev.corsac.explain.Diagnosis} of it: {@code
 * ExchangeDiagnosis} where there are responses, {@code MessageDiagnosis} where there is only a message; {@code Causes} has
 * the likely causes at the component in charge, {@code Fixes} chooses what to change there. A diagnosis is written as text, JSON and HTML ({@link
 * dev.corsac.explain.DiagnosisText}, {@link dev.corsac.explain.DiagnosisJson}, {@link dev.corsac.explain.DiagnosisHtml}), masked by
 * {@link dev.corsac.explain.Masking}. {@link dev.corsac.explain.ConsoleText} has the sentences of the browsers' consoles, {@link
 * dev.corsac.explain.Prediction} what each browser makes of a call that was not made yet, {@link dev.corsac.explain.PlainJson} reads and
 * writes JSON.
 *
 * <p>Only classes of the JDK that TeaVM has: all of it runs in browsers, too.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.explain;
